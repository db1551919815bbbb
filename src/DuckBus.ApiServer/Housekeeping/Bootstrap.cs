using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Housekeeping;

/// <summary>
/// What every cluster has: the namespaces that everybody expects, and the services of the API and of names. Another server may make them at
/// the same time.
/// </summary>
internal sealed class Bootstrap(
    WatchCache cache, ResourceWriter writer, IReadOnlyList<(string Namespace, Service Service)> services, ApiServerOptions options, TimeProvider time, ILogger log)
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>Makes what is missing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Namespaces) await EnsureAsync("", new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        foreach (var (ns, service) in services) await EnsureAsync(ns, service, cancellationToken);
    }

    /// <summary>Makes again what somebody deleted, until cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.BootstrapInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await TryAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogDebug("what every cluster has could not be made and is tried again: {Reason}", e.Message);
        }
    }

    private async Task EnsureAsync(string ns, Resource resource, CancellationToken cancellationToken)
    {
        var kind = ResourceKind.Of(resource.GetType());
        if (cache.View.Find(new ResourceKey(kind.Id, ns, resource.Metadata.Name!)) is not null) return;
        try
        {
            await writer.CreateAsync(kind, ns, resource, FieldManager.Server, dryRun: false, cancellationToken);
        }
        catch (StatusException e) when (e.IsAlreadyExists || (e.Code == 422 && resource is Service))
        {
            // Another server was faster, or somebody has the address.
        }
    }
}
