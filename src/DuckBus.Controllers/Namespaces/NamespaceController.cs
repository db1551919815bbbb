using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Kinds;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, of every kind that there is, and then lets it go.</summary>
public sealed class NamespaceController : Controller
{
    private const string Finalizer = "kubernetes";

    // Pods leave when their kubelets have stopped them; nothing but a look tells that the last object of any kind is gone.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(0.25);

    private readonly ICache<Namespace> namespaces;
    private readonly IReadOnlyList<KindApi> kinds;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public NamespaceController(ControllerContext context)
        : base(context, "namespace")
    {
        namespaces = Watch<Namespace>();
        kinds = [.. ResourceKind.All.Where(kind => kind.Namespaced).Select(kind => KindApi.Of(kind, Api))];
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (namespaces.Get(key) is not { Metadata.DeletionTimestamp: not null } ns || ns.Spec.Finalizers?.Contains(Finalizer) != true)
            return Requeue.None;
        var left = new List<Resource>();
        foreach (var kind in kinds) left.AddRange(await EmptyAsync(kind, key.Name, cancellationToken));
        ns = await TellAsync(ns, left, cancellationToken);
        if (left.Count > 0) return Requeue.In(LookAgain);
        await Api.FinalizeAsync(
            ns with { Spec = ns.Spec with { Finalizers = [.. ns.Spec.Finalizers!.Where(each => each != Finalizer)] } }, cancellationToken);
        Log.LogInformation("DELETE: namespace {Namespace} is empty and gone", key.Name);
        return Requeue.None;
    }

    private async Task<Namespace> TellAsync(Namespace ns, IReadOnlyList<Resource> left, CancellationToken cancellationToken)
    {
        var status = NamespaceConditions.Of(ns.Status, left, Time.GetUtcNow());
        if (ReferenceEquals(status.Conditions, ns.Status.Conditions)) return ns;
        var told = await Api.UpdateStatusAsync(ns with { Status = status }, cancellationToken);
        namespaces.Observe(told);
        return told;
    }

    private static async Task<IReadOnlyList<Resource>> EmptyAsync(KindApi kind, string ns, CancellationToken cancellationToken)
    {
        var there = await kind.ListAsync(ns, cancellationToken);
        await Parallel.ForEachAsync(
            there.Where(resource => resource.Metadata.DeletionTimestamp is null),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (resource, token) => await kind.DeleteAsync(resource, "Background", token));
        return there;
    }
}
