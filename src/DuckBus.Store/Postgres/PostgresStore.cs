using System.Runtime.CompilerServices;
using DuckBus.Model.Kinds;
using DuckBus.Store.Feed;
using DuckBus.Store.GroupCommit;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>
/// The store on PostgreSQL: documents, and one ordered log of their changes. Any number of servers may share a database.
/// Its own commits reach its feeds from memory, those of other servers by notification and a read of the log.
/// </summary>
/// <param name="options">Where the database is.</param>
/// <param name="telemetry">Takes the metrics of the group commit; null for none.</param>
/// <param name="time">Stamps the changes and measures.</param>
/// <param name="logger">Hears when the database goes and comes back.</param>
public sealed class PostgresStore(
    PostgresStoreOptions options, PartTelemetry? telemetry, TimeProvider time, ILogger logger) : IResourceStore
{
    private const int FeedAtOnce = 500;
    private static readonly TimeSpan FeedBackOff = TimeSpan.FromMilliseconds(200);

    private readonly Database database = new(options);
    private readonly string server = Guid.NewGuid().ToString("n");
    private ChangeWindow? window;
    private CommitQueue? queue;
    private ChangeFollower? follower;

    private ChangeWindow Window => window ?? throw new InvalidOperationException("the store is not open");

    /// <inheritdoc />
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var head = await database.RepeatableAsync(
            "opening",
            async (connection, token) =>
            {
                await Schema.EnsureAsync(connection, token);
                return await ChangeTable.HeadAsync(connection, token);
            },
            cancellationToken);
        window = new ChangeWindow(head.Revision, options.WindowChanges, options.WindowBytes);
        queue = new CommitQueue(
            new BatchCommitter(database, window, server, time).CommitAsync, new StoreMetrics(telemetry, time));
        follower = new ChangeFollower(database, window, server, options.PollInterval, time, logger);
    }

    /// <inheritdoc />
    public async Task<long> HeadAsync(CancellationToken cancellationToken) =>
        (await database.RepeatableAsync("reading the head", ChangeTable.HeadAsync, cancellationToken)).Revision;

    /// <inheritdoc />
    public Task<StoredResource?> GetAsync(ResourceKey key, CancellationToken cancellationToken) => database.RepeatableAsync(
        "get",
        async (connection, token) =>
        {
            await using var command = connection.Command(Statements.Get, key.Kind, key.Namespace, key.Name);
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token)
                ? new StoredResource(key, reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2))
                : null;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<StoreSnapshot> ListAsync(string? kind, CancellationToken cancellationToken) => database.RepeatableAsync(
        "list",
        async (connection, token) =>
        {
            await using var command = kind is null
                ? connection.Command(Statements.ListAll)
                : connection.Command(Statements.ListKind, kind);
            await using var reader = await command.ExecuteReaderAsync(token);
            var revision = 0L;
            var items = new List<StoredResource>();
            while (await reader.ReadAsync(token))
            {
                revision = reader.GetInt64(0);
                if (!await reader.IsDBNullAsync(1, token)) items.Add(ReadResource(reader));
            }

            return new StoreSnapshot(revision, items);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken) =>
        queue?.CommitAsync(write, cancellationToken) ?? throw new InvalidOperationException("the store is not open");

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<StoredChange>> ChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var changes = Window.Read(after, FeedAtOnce) ?? await ReadPatientlyAsync(after, cancellationToken);
            if (changes.Count > 0)
            {
                yield return changes;
                after = changes[^1].Revision;
            }
            else
            {
                await Window.WaitAsync(after, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<StoredChange>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        database.RepeatableAsync(
            "reading changes", (connection, token) => ChangeTable.ReadAsync(connection, after, limit, token), cancellationToken);

    /// <inheritdoc />
    public async Task<long> CompactAsync(TimeSpan age, int keep, CancellationToken cancellationToken)
    {
        var youngest = time.GetUtcNow() - age;
        var horizon = await database.RepeatableAsync(
            "compaction", (connection, token) => ChangeTable.CompactAsync(connection, youngest, keep, token), cancellationToken);
        Window.DropThrough(horizon);
        return horizon;
    }

    /// <inheritdoc />
    public async Task<IRelayLease> AcquireRelayAsync(CancellationToken cancellationToken) =>
        await PostgresRelayLease.AcquireAsync(database, options.RelayPollInterval, time, logger, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (queue is not null) await queue.DisposeAsync();
        if (follower is not null) await follower.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Reads the log for a feed that is behind the window, however long the database is away.</summary>
    private async Task<IReadOnlyList<StoredChange>> ReadPatientlyAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await ReadChangesAsync(after, FeedAtOnce, cancellationToken);
            }
            catch (StoreUnavailableException e)
            {
                logger.LogDebug("a feed waits for the store: {Cause}", e.Message);
                await Task.Delay(FeedBackOff, time, cancellationToken);
            }
        }
    }

    private static StoredResource ReadResource(NpgsqlDataReader reader) => new(
        new ResourceKey(reader.GetString(1), reader.GetString(2), reader.GetString(3)),
        reader.GetString(4),
        reader.GetInt64(5),
        reader.GetFieldValue<byte[]>(6));
}
