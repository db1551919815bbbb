using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Composition;

/// <summary>Removes what a whole cluster leaves in the engine once its parts have stopped: the network, and what a crash left.</summary>
internal sealed class Leftovers(DockerEndpoint engine, Host host) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DockerCleaner.CleanAsync(engine, host.Settings.ClusterName, Patience, host.Time, NullLogger.Instance, CancellationToken.None);
        }
        catch (RuntimeException e)
        {
            host.Logs.CreateLogger("duckbus").LogWarning("not all was removed from the engine, run 'duckbus clean': {Reason}", e.Message);
        }
    }
}
