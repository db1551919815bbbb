using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Services;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Housekeeping;

/// <summary>
/// What follows from other ranges over old data: the server's own services move, since nobody would find them; of those of others it
/// tells that they have to be made again, as Kubernetes does.
/// </summary>
internal sealed class RangeRepair(
    WatchCache cache, ResourceWriter writer, IReadOnlyList<(string Namespace, Service Service)> own, AddressRange addresses, PortRange ports,
    TimeProvider time, ILogger log)
{
    private static readonly ResourceKind Kind = ResourceKind.Of<Service>();

    /// <summary>Looks at all services once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (ns, service) in own) await MoveAsync(ns, service, cancellationToken);
        foreach (var service in cache.View.Of(Kind).In(null).Select(item => (Service)item.Resource))
            foreach (var (reason, message) in Strays.In(service, addresses, ports)) await TellAsync(service, reason, message, cancellationToken);
    }

    private async Task MoveAsync(string ns, Service wanted, CancellationToken cancellationToken)
    {
        var key = ResourceKey.Of<Service>(ns, wanted.Metadata.Name!);
        var address = wanted.Spec.ClusterIP!;
        if (cache.View.Find(key)?.Resource is not Service found || found.Spec.ClusterIP == address || !IsOurs(found, wanted)) return;
        try
        {
            await writer.ChangeAsync(
                Kind, key, version: null, current => At((Service)current.Resource, address), FieldManager.Server, dryRun: false, cancellationToken);
            log.LogWarning("⚠ service {Namespace}/{Name} moved from {Old} to {New}: services have addresses of {Range} now", ns, key.Name, found.Spec.ClusterIP, address, addresses);
        }
        catch (StatusException refused)
        {
            log.LogWarning("⚠ service {Namespace}/{Name} stays at {Old} and not at {New}, where it is looked for: {Reason}", ns, key.Name, found.Spec.ClusterIP, address, refused.Message);
        }
    }

    private static Service At(Service service, string address) =>
        service with { Spec = service.Spec with { ClusterIP = address, ClusterIPs = [address] } };

    // Somebody may have put a name server of their own in the place of ours.
    private static bool IsOurs(Service found, Service wanted) =>
        wanted.Metadata.Labels!.All(label => found.Metadata.Labels?.GetValueOrDefault(label.Key) == label.Value);

    private async Task TellAsync(Service service, string reason, string message, CancellationToken cancellationToken)
    {
        var about = service.Metadata;
        log.LogWarning("⚠ service {Namespace}/{Name}: {Message}", about.Namespace, about.Name, message);
        var now = time.GetUtcNow();
        var told = new Event
        {
            Metadata = new ObjectMeta { Name = $"{about.Name}.{Guid.CreateVersion7(now):N}" },
            InvolvedObject = new ObjectReference
            {
                ApiVersion = Kind.ApiVersion,
                Kind = Kind.Name,
                Namespace = about.Namespace,
                Name = about.Name,
                Uid = about.Uid,
                ResourceVersion = about.ResourceVersion,
            },
            Type = "Warning",
            Reason = reason,
            Message = message,
            Source = new EventSource { Component = FieldManager.Server.Name },
            ReportingComponent = FieldManager.Server.Name,
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
        try
        {
            await writer.CreateAsync(ResourceKind.Of<Event>(), about.Namespace!, told, FieldManager.Server, dryRun: false, cancellationToken);
        }
        catch (StatusException)
        {
            // The namespace goes, and its services with it.
        }
    }
}
