namespace DuckBus.Proxy.Feed;

/// <summary>Wakes all who wait for the next change of something.</summary>
internal sealed class Signal
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next change. Take it before looking at what may change.</summary>
    public Task Next => next.Task;

    /// <summary>Something changed.</summary>
    public void Fire() => Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
