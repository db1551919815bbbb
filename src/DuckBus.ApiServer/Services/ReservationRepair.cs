using DuckBus.ApiServer.Cache;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Networking;

namespace DuckBus.ApiServer.Services;

/// <summary>
/// Gives back addresses and ports that no service has, and takes those that services have: a server that died between two
/// writes leaves one of the two.
/// </summary>
internal sealed class ReservationRepair(Reservations reservations, ReadBarrier barrier, TimeProvider time)
{
    /// <summary>Younger ones may belong to a service that is just being written.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    /// <summary>Looks at all of them once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var view = await barrier.ViewAsync(cancellationToken);
        var wanted = new Dictionary<ResourceKey, Owner>();
        foreach (var service in view.Of(ResourceKind.Of<Service>()).In(null).Select(item => (Service)item.Resource))
            foreach (var key in Holdings.Of(service)) wanted.TryAdd(key, Owner.Of(service));
        foreach (var item in Taken(view))
            if (!wanted.TryGetValue(item.Key, out var owner) || owner != Owner.Of(item.Resource))
                if (item.Resource.Metadata.CreationTimestamp + Young < time.GetUtcNow()) await reservations.ReleaseAsync(item.Key, item.Revision, cancellationToken);
        foreach (var (key, owner) in wanted)
            if (view.Find(key) is null) await reservations.TryTakeAsync(key, owner, cancellationToken);
    }

    private static IEnumerable<CachedObject> Taken(CacheView view) =>
        view.Of(ResourceKind.Of<IPAddress>()).In(null).Concat(view.Of(ResourceKind.Of<NodePort>()).In(null));
}
