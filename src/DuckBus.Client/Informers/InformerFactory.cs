using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Informers;

/// <summary>The informers of one part, one for each kind and scope, shared by its controllers.</summary>
public sealed class InformerFactory : IAsyncDisposable
{
    /// <summary>Creates the factory of a part; nothing starts yet.</summary>
    public InformerFactory(
        ApiClient api, IChangeBus bus, InformerOptions options, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs) =>
        throw new NotImplementedException();

    /// <summary>The informer of a kind; the same one each time for the same scope.</summary>
    /// <param name="ns">Only this namespace, or all.</param>
    /// <param name="node">Pods only: those bound to this node (field selector and bus topic), or all.</param>
    public Informer<T> For<T>(string? ns = null, string? node = null)
        where T : Resource => throw new NotImplementedException();

    /// <summary>Starts every informer that was asked for, and returns; the first lists are taken in the background.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Completes when every informer has synced.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
