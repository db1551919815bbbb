using System.Collections.Concurrent;
using System.Net;
using DuckBus.Gateway;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>Services that let a pod go when the test says so.</summary>
internal sealed class FakeDrain : IServiceDrain
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The pods that asked.</summary>
    public ConcurrentQueue<IPAddress> Asked { get; } = [];

    public void LetGo() => done.TrySetResult();

    public async Task DrainAsync(IPAddress pod, CancellationToken cancellationToken)
    {
        Asked.Enqueue(pod);
        await done.Task.WaitAsync(cancellationToken);
    }
}
