using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Policy;

namespace DuckBus.Controllers.Disruptions;

/// <summary>Keeps the numbers of every disruption budget current, by which the API server lets pods be evicted.</summary>
public sealed class DisruptionController : Controller
{
    private readonly ICache<PodDisruptionBudget> budgets;
    private readonly ICache<Pod> pods;
    private readonly ICache<ReplicaSet> replicaSets;
    private readonly ICache<Deployment> deployments;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public DisruptionController(ControllerContext context)
        : base(context, "disruption")
    {
        budgets = Watch<PodDisruptionBudget>();
        pods = Watch<Pod>(change => Covering(change.Latest));
        replicaSets = Watch<ReplicaSet>(change => InNamespace(change.Latest));
        deployments = Watch<Deployment>(change => InNamespace(change.Latest));
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (budgets.Get(key) is not { } budget) return Requeue.None;
        var covered = pods.List().Where(pod => Covers(budget, pod)).ToList();
        var now = Time.GetUtcNow();
        var status = Disruption.Status(budget, covered, Declared(covered), now);
        if (!Same(status, budget.Status)) await Api.UpdateStatusAsync(budget with { Status = status }, cancellationToken);
        return Disruption.NextLook(status) is { } next ? Requeue.In(next - now) : Requeue.None;
    }

    private static bool Covers(PodDisruptionBudget budget, Pod pod) =>
        pod.Metadata.Namespace == budget.Metadata.Namespace && budget.Spec.Selector?.Matches(pod.Metadata.Labels) == true;

    private static bool Same(PodDisruptionBudgetStatus one, PodDisruptionBudgetStatus other) =>
        (one with { DisruptedPods = null }) == (other with { DisruptedPods = null })
        && (one.DisruptedPods?.Keys ?? []).Order(StringComparer.Ordinal).SequenceEqual((other.DisruptedPods?.Keys ?? []).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>How many replicas the controllers of the pods declare, each counted once; a pod without one does not count.</summary>
    private int Declared(IEnumerable<Pod> covered)
    {
        var declared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in covered)
        {
            if (Owners.ControllerOf(pod) is not { Kind: nameof(ReplicaSet) } owner
                || replicaSets.Get(new ObjectName(pod.Metadata.Namespace!, owner.Name)) is not { } set || set.Metadata.Uid != owner.Uid) continue;
            var deployment = Owners.ControllerOf(set) is { Kind: nameof(Deployment) } above ? deployments.Get(new ObjectName(pod.Metadata.Namespace!, above.Name)) : null;
            if (deployment is null) declared[set.Metadata.Uid!] = set.Spec.Replicas ?? 1;
            else declared[deployment.Metadata.Uid!] = deployment.Spec.Replicas ?? 1;
        }

        return declared.Values.Sum();
    }

    private IEnumerable<ObjectName> Covering(Pod pod) => budgets.List().Where(budget => Covers(budget, pod)).Select(ObjectName.Of);

    private IEnumerable<ObjectName> InNamespace(Resource resource) =>
        budgets.List().Where(budget => budget.Metadata.Namespace == resource.Metadata.Namespace).Select(ObjectName.Of);
}
