using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Keeps the EndpointSlices of each service that selects pods: which of them are ready, serving or terminating, and on which ports.</summary>
public sealed class EndpointSliceController : Controller
{
    /// <summary>The value of <see cref="SliceLabels.ManagedBy"/>, as in Kubernetes.</summary>
    public const string Manager = "endpointslice-controller.k8s.io";

    private readonly ICache<Service> services;
    private readonly ICache<Pod> pods;
    private readonly SliceWriter writer;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public EndpointSliceController(ControllerContext context)
        : base(context, "endpointslice")
    {
        services = Watch<Service>();
        pods = Watch<Pod>(change => SelectingServices.Of(change, services));
        var slices = Watch<EndpointSlice>(change => writer!.Concerned(change));
        writer = new SliceWriter(Api, slices, Manager);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        // Without a selector whoever made the service keeps its slices; with it gone the garbage collector takes them.
        if (services.Get(key) is not { Metadata.DeletionTimestamp: null } service || !EndpointSelection.IsSelecting(service)) return Requeue.None;
        await writer.ApplyAsync(service, SliceLabels.Of(service, Manager), EndpointSelection.For(service, pods.List(key.Namespace)), cancellationToken);
        return Requeue.None;
    }
}
