namespace DuckBus.ApiServer.Cache;

/// <summary>Who waits until the cache has reached a revision.</summary>
internal sealed class RevisionWaiters
{
    private readonly PriorityQueue<TaskCompletionSource, long> waiting = new();
    private long reached;

    /// <summary>Completes when the revision is reached.</summary>
    public Task WaitAsync(long revision)
    {
        lock (waiting)
        {
            if (revision <= reached) return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(waiter, revision);
            return waiter.Task;
        }
    }

    public void Reached(long revision)
    {
        lock (waiting)
        {
            reached = Math.Max(reached, revision);
            while (waiting.TryPeek(out var waiter, out var wanted) && wanted <= reached)
            {
                waiting.Dequeue();
                waiter.TrySetResult();
            }
        }
    }
}
