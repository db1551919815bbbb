using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Keeps the Endpoints object of each service that selects pods: the form before EndpointSlices, which people and old clients still read.</summary>
public sealed class EndpointsController : Controller
{
    /// <summary>The value of <see cref="SliceLabels.EndpointsManagedBy"/>, as in Kubernetes.</summary>
    public const string Manager = "endpoint-controller";

    private readonly ICache<Service> services;
    private readonly ICache<Endpoints> endpoints;
    private readonly ICache<Pod> pods;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public EndpointsController(ControllerContext context)
        : base(context, "endpoint")
    {
        services = Watch<Service>();
        endpoints = Watch<Endpoints>();
        pods = Watch<Pod>(change => SelectingServices.Of(change, services));
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        var current = endpoints.Get(key);
        if (services.Get(key) is not { Metadata.DeletionTimestamp: null } service)
        {
            if (current is not null && IsOurs(current)) await DeleteAsync(current, cancellationToken);
            return Requeue.None;
        }
        if (!EndpointSelection.IsSelecting(service)) return Requeue.None;

        var (subsets, truncated) = EndpointSubsets.For(service, pods.List(key.Namespace));
        var wanted = (current ?? new Endpoints { Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name } }) with { Subsets = subsets };
        wanted = wanted with
        {
            Metadata = wanted.Metadata with
            {
                Labels = SliceLabels.OfEndpoints(service, Manager),
                Annotations = Annotations(wanted.Metadata.Annotations, truncated),
            },
        };
        if (current is null) await CreateAsync(wanted, cancellationToken);
        else if (!Same(current, wanted)) endpoints.Observe(await Api.UpdateAsync(wanted, cancellationToken));
        return Requeue.None;
    }

    private async Task CreateAsync(Endpoints wanted, CancellationToken cancellationToken)
    {
        try
        {
            endpoints.Observe(await Api.CreateAsync(wanted, cancellationToken));
        }
        catch (StatusException e) when (e.Code == 403)
        {
            // The namespace has begun to go, and the service with it.
        }
    }

    private async Task DeleteAsync(Endpoints current, CancellationToken cancellationToken)
    {
        await Api.DeleteAsync<Endpoints>(
            current.Metadata.Namespace, current.Metadata.Name!, new DeleteOptions(Uid: current.Metadata.Uid), cancellationToken);
        endpoints.ObserveDeleted(current);
    }

    private static bool IsOurs(Endpoints current) => current.Metadata.Labels?.GetValueOrDefault(SliceLabels.EndpointsManagedBy) == Manager;

    private static Dictionary<string, string>? Annotations(IReadOnlyDictionary<string, string>? before, bool truncated)
    {
        var annotations = new Dictionary<string, string>(before ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        annotations.Remove(EndpointSubsets.OverCapacity);
        if (truncated) annotations[EndpointSubsets.OverCapacity] = "truncated";
        return annotations.Count == 0 ? null : annotations;
    }

    // An object without endpoints comes back without the empty list.
    private static bool Same(Endpoints one, Endpoints other) => JsonEquality.Same(Plain(one), Plain(other));

    private static Endpoints Plain(Endpoints endpoints) => endpoints with { Subsets = endpoints.Subsets is { Count: > 0 } subsets ? subsets : null };
}
