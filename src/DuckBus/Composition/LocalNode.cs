using DuckBus.Kubelet;

namespace DuckBus.Composition;

/// <summary>A node of this process while it is switched on.</summary>
/// <param name="Kubelet">Its agent.</param>
/// <param name="Telemetry">Its spans and metrics.</param>
/// <param name="Forget">Takes its metrics off the list.</param>
internal sealed record LocalNode(KubeletPart Kubelet, IDisposable Telemetry, Action Forget) : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        Forget();
        await Task.Run(Telemetry.Dispose);
    }
}
