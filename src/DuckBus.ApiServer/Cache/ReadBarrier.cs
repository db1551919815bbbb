using DuckBus.Store;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// Makes reads consistent across servers: a read asks the store for its head and waits until the cache has come so far.
/// Reads that come while one asks share the next question. When the store is down, reads are served from the cache.
/// </summary>
internal sealed class ReadBarrier(IResourceStore store, WatchCache cache, TimeProvider time, ILogger log) : IDisposable
{
    private const long Unknown = -1;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource<long>? asked;
    private TaskCompletionSource<long>? next;
    private long? failedAt;

    /// <summary>Why the store cannot be asked, or null if it answers.</summary>
    public string? Failure { get; private set; }

    /// <summary>The state that holds at least every write that was answered, by any server, before the call.</summary>
    public async ValueTask<CacheView> ViewAsync(CancellationToken cancellationToken)
    {
        if (failedAt is { } since && time.GetElapsedTime(since) < Rest) return cache.View;
        var head = await Join(); // Every question ends within the limit: no reader needs a way out of its own.
        if (cache.View.Revision < head) await cache.WaitForAsync(head, Limit, cancellationToken);
        return cache.View;
    }

    /// <summary>
    /// The same state, for who is to be told that something is not there: while the store cannot be asked, or memory does not keep up, that
    /// is not known. Who believes that an owner is gone deletes what it owns.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is not known.</exception>
    public async Task<CacheView> CertainViewAsync(CancellationToken cancellationToken)
    {
        if (failedAt is { } since && time.GetElapsedTime(since) < Rest) throw Uncertain(Failure);
        if (await Join() is not (>= 0 and var head)) throw Uncertain(Failure);
        return cache.View.Revision >= head || await cache.WaitForAsync(head, Limit, cancellationToken)
            ? cache.View : throw Uncertain("this server's memory is behind it");
    }

    /// <summary>Asks the store now and then until cancelled, so that a server to which no reads come knows too whether it answers.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Rest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested) return;
            await Join();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private static StoreUnavailableException Uncertain(string? why) => new($"whether it is there is known only to the store: {why ?? "it did not answer"}");

    private Task<long> Join()
    {
        TaskCompletionSource<long> mine;
        lock (gate)
        {
            // A question that is under way may have been answered before our caller's write: only the next one will do.
            if (asked is not null) return (next ??= new TaskCompletionSource<long>()).Task;
            mine = asked = new TaskCompletionSource<long>();
        }

        _ = AskAsync(mine);
        return mine.Task;
    }

    private async Task AskAsync(TaskCompletionSource<long> question)
    {
        var head = await HeadAsync();
        TaskCompletionSource<long>? waiting;
        lock (gate) (asked, next, waiting) = (next, null, next);
        if (waiting is not null) _ = AskAsync(waiting); // Its way to the store is not to be held up by our readers, who are answered right here.
        question.SetResult(head);
    }

    private async Task<long> HeadAsync()
    {
        try
        {
            var answer = store.HeadAsync(stop.Token);
            var head = answer.IsCompletedSuccessfully ? await answer : await answer.WaitAsync(Limit, time, stop.Token);
            if (failedAt is not null) log.LogInformation("✓ the store answers again");
            (failedAt, Failure) = (null, null);
            return head;
        }
        catch (Exception e)
        {
            if (failedAt is null && !stop.IsCancellationRequested) log.LogWarning("⚠ the store does not answer, reads are served from memory: {Reason}", e.Message);
            (failedAt, Failure) = (time.GetTimestamp(), e.Message);
            return Unknown;
        }
    }
}
