using DuckBus.Store;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// Makes reads consistent across servers: a read asks the store for its head and waits until the cache has come so far.
/// Reads that come while one asks share the next question. When the store is down, reads are served from the cache.
/// </summary>
internal sealed class ReadBarrier(IResourceStore store, WatchCache cache, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private Task<long>? asking;
    private Task<long>? next;
    private long? failedAt;

    /// <summary>Why the store cannot be asked, or null if it answers.</summary>
    public string? Failure { get; private set; }

    /// <summary>The state that holds at least every write that was answered, by any server, before the call.</summary>
    public async ValueTask<CacheView> ViewAsync(CancellationToken cancellationToken)
    {
        if (failedAt is { } since && time.GetElapsedTime(since) < Rest) return cache.View;
        var head = await Join(); // Every question ends within the limit: no reader needs a way out of its own.
        await cache.WaitForAsync(head, Limit, cancellationToken);
        return cache.View;
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

    private Task<long> Join()
    {
        lock (gate)
        {
            // A question that is under way may have been answered before our caller's write: only the next one will do.
            if (asking is not { IsCompleted: false }) return asking = AskAsync(after: null);
            if (next is not { IsCompleted: false }) next = AskAsync(asking);
            return next;
        }
    }

    private async Task<long> AskAsync(Task<long>? after)
    {
        if (after is not null)
        {
            await after.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            lock (gate) (asking, next) = (next, null);
        }

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
            return 0;
        }
    }
}
