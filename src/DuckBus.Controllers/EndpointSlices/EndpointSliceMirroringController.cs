using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Mirrors the hand-made Endpoints of services without a selector in EndpointSlices. Hand-made slices are left alone.</summary>
public sealed class EndpointSliceMirroringController : Controller
{
    /// <summary>The value of <see cref="SliceLabels.ManagedBy"/>, as in Kubernetes.</summary>
    public const string Manager = "endpointslicemirroring-controller.k8s.io";

    private readonly ICache<Endpoints> endpoints;
    private readonly ICache<Service> services;
    private readonly SliceWriter writer;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public EndpointSliceMirroringController(ControllerContext context)
        : base(context, "endpointslicemirroring")
    {
        endpoints = Watch<Endpoints>();
        services = Watch<Service>(change => [ObjectName.Of(change.Latest)]);
        var slices = Watch<EndpointSlice>(change => writer!.Concerned(change));
        writer = new SliceWriter(Api, slices, Manager);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (endpoints.Get(key) is not { Metadata.DeletionTimestamp: null } mirrored || !Mirroring.IsWanted(mirrored, services.Get(key))
            || Mirroring.Of(mirrored) is not { Count: > 0 } groups)
        {
            await writer.DeleteAsync(writer.Of(key), cancellationToken);
            return Requeue.None;
        }

        await writer.ApplyAsync(mirrored, SliceLabels.Of(mirrored, Manager), groups, cancellationToken);
        return Requeue.None;
    }
}
