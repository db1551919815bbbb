using System.Runtime.CompilerServices;
using DuckBus.Model.Kinds;
using DuckBus.Store.Feed;
using DuckBus.Store.GroupCommit;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Store.Embedded;

/// <summary>
/// The store without a server: the objects and the log in memory, every change in an append-only journal before it is
/// answered. One process at a time.
/// </summary>
/// <param name="options">Where the files are.</param>
/// <param name="telemetry">Takes the metrics of the group commit; null for none.</param>
/// <param name="time">Stamps the changes and measures.</param>
/// <param name="logger">Hears of a torn tail and of rewrites that failed.</param>
public sealed class EmbeddedStore(
    EmbeddedStoreOptions options, PartTelemetry? telemetry, TimeProvider time, ILogger logger) : IResourceStore
{
    private const int FeedAtOnce = 500;

    /// <summary>Guards the objects, and that they and the log are seen at one revision.</summary>
    private readonly Lock gate = new();

    /// <summary>Guards the journal. Taken before the gate.</summary>
    private readonly SemaphoreSlim writing = new(1);
    private readonly SemaphoreSlim relayTurn = new(1);
    private readonly ResourceTable table = new();
    private readonly ChangeWindow log = new(0);
    private DirectoryLock? directory;
    private Journal? journal;
    private CommitQueue? queue;
    private long relayed;

    /// <inheritdoc />
    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    /// <inheritdoc />
    public Task<long> HeadAsync(CancellationToken cancellationToken) => Task.FromResult(log.Head);

    /// <inheritdoc />
    public Task<StoredResource?> GetAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        lock (gate) return Task.FromResult(table.Find(key));
    }

    /// <inheritdoc />
    public Task<StoreSnapshot> ListAsync(string? kind, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(new StoreSnapshot(log.Head, [.. kind is null ? table.All : table.OfKind(kind)]));
    }

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken) =>
        queue?.CommitAsync(write, cancellationToken) ?? throw NotOpen();

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<StoredChange>> ChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changes = Read(after, FeedAtOnce);
            if (changes.Count > 0)
            {
                yield return changes;
                after = changes[^1].Revision;
            }
            else
            {
                await log.WaitAsync(after, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredChange>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(Read(after, limit));
        }
        catch (CompactedException e)
        {
            return Task.FromException<IReadOnlyList<StoredChange>>(e);
        }
    }

    /// <inheritdoc />
    public async Task<long> CompactAsync(TimeSpan age, int keep, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            var open = journal ?? throw NotOpen();
            var youngest = time.GetUtcNow() - age;
            var last = log.Head - keep;
            if (last <= log.Start) return log.Start;
            var horizon = Read(log.Start, (int)(last - log.Start)).FirstOrDefault(change => change.At > youngest) is { } first
                ? first.Revision - 1
                : last;
            if (horizon == log.Start) return horizon;
            open.Append([JournalRecord.Horizon(horizon)]);
            log.DropThrough(horizon);
            RewriteWhenGrown(open);
            return horizon;
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc />
    public async Task<IRelayLease> AcquireRelayAsync(CancellationToken cancellationToken)
    {
        await relayTurn.WaitAsync(cancellationToken);
        var position = Math.Max(Interlocked.Read(ref relayed), log.Start);
        return new EmbeddedRelayLease(relayTurn, position, revision => Interlocked.Exchange(ref relayed, revision));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (queue is not null) await queue.DisposeAsync();
        journal?.Dispose();
        directory?.Dispose();
        writing.Dispose();
        relayTurn.Dispose();
    }

    private void Open()
    {
        directory = DirectoryLock.Take(options.Directory);
        try
        {
            journal = Journal.Open(options.Directory, Replay, () => log.Head, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the data directory {options.Directory} cannot be used: {e.Message}", e);
        }
        finally
        {
            if (journal is null) directory.Dispose();
        }

        RewriteWhenGrown(journal);
        relayed = log.Head;
        queue = new CommitQueue(writes => CommitAsync(journal, writes), new StoreMetrics(telemetry, time));
    }

    private static InvalidOperationException NotOpen() => new("the store is not open");

    private IReadOnlyList<StoredChange> Read(long after, int limit) =>
        log.Read(after, limit) ?? throw new CompactedException(after, log.Start);

    private async Task<IReadOnlyList<CommitResult>> CommitAsync(Journal open, IReadOnlyList<StoreWrite> writes)
    {
        await writing.WaitAsync();
        try
        {
            var (results, changes) = Plan(writes);
            if (changes.Count == 0) return results;
            open.Append(changes.Select(change => JournalRecord.Made(changes[0].Revision, change)));
            lock (gate)
            {
                foreach (var change in changes) table.Apply(change);
                log.Append(changes);
            }

            RewriteWhenGrown(open);
            return results;
        }
        finally
        {
            writing.Release();
        }
    }

    private (CommitResult[] Results, List<StoredChange> Changes) Plan(IReadOnlyList<StoreWrite> writes)
    {
        var at = WriteRules.Instant(time);
        var revision = log.Head;
        var results = new CommitResult[writes.Count];
        var changes = new List<StoredChange>(writes.Count);
        for (var i = 0; i < writes.Count; i++)
        {
            results[i] = table.Judge(writes[i]);
            if (results[i].Outcome != CommitOutcome.Committed) continue;
            results[i] = new(CommitOutcome.Committed, ++revision);
            var (type, key, uid, _, body, trace) = writes[i];
            changes.Add(new(revision, type, key, uid, body, trace, at));
        }

        return (results, changes);
    }

    private bool Replay(JournalRecord record)
    {
        switch (record.Tag)
        {
            case JournalTag.Horizon:
                log.DropThrough(record.Change.Revision);
                return true;
            case JournalTag.State:
                table.Apply(record.Change);
                return true;
            case JournalTag.Change when record.Change.Revision == log.Head + 1:
                table.Apply(record.Change);
                return log.Append([record.Change]);
            default:
                return false;
        }
    }

    /// <summary>Leaves out of the journal what neither the objects nor the log need any more.</summary>
    private void RewriteWhenGrown(Journal open)
    {
        if (open.Length < Math.Max(options.CheckpointBytes, 2 * open.LengthWhenRewritten)) return;
        var horizon = log.Start;
        var states = table.All.Where(resource => resource.Revision <= horizon).Select(JournalRecord.State);
        var changes = Read(horizon, int.MaxValue).Select(change => JournalRecord.Made(change.Revision, change));
        try
        {
            open.Rewrite(horizon, [.. states, .. changes]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("⚠ The journal cannot be rewritten and goes on growing: {Cause}", e.Message);
        }
    }
}
