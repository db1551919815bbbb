using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet;

/// <summary>Removes all that the node runs, quickly and in parallel, so that nothing is left behind.</summary>
internal sealed class Sweep(IContainerRuntime runtime, ILogger log)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Stops and removes every container and sandbox of the node. An engine that is gone is left alone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await runtime.ListAsync(cancellationToken);
            await Task.WhenAll(found.Sandboxes.Select(sandbox => RemoveAsync(sandbox, cancellationToken)));
            if (found.Sandboxes.Count > 0) log.LogInformation("◼ STOP: all {Count} pods of the node", found.Sandboxes.Count);
        }
        catch (RuntimeException failure)
        {
            log.LogWarning("pods may be left on the engine: {Failure}", failure.Message);
        }
    }

    private async Task RemoveAsync(RuntimeSandbox sandbox, CancellationToken cancellationToken)
    {
        await Task.WhenAll(sandbox.Containers.Where(container => container.State == ContainerLife.Running)
            .Select(container => runtime.StopContainerAsync(container.Id, Grace, cancellationToken)));
        await runtime.RemoveSandboxAsync(sandbox.Id, cancellationToken);
        await runtime.RemoveVolumesAsync(sandbox.Pod, cancellationToken);
    }
}
