using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of each ReplicaSet as it declares.</summary>
public sealed class ReplicaSetController : Controller
{
    private readonly ICache<ReplicaSet> sets;
    private readonly ICache<Pod> pods;
    private readonly PodControl control;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public ReplicaSetController(ControllerContext context)
        : base(context, "replicaset")
    {
        sets = Watch<ReplicaSet>();
        pods = Watch<Pod>(Concerned);
        control = new PodControl(Api, Events, pods, Log);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (sets.Get(key) is not { } set) return Requeue.None;
        await control.SettleAsync(key, cancellationToken);
        var owned = await Api.ClaimAsync(set, set.Spec.Selector, pods, cancellationToken);
        var active = owned.Where(pod => Pods.IsActive(pod) && !control.IsLeaving(pod)).ToList();
        var failure = set.Metadata.DeletionTimestamp is null ? await ScaleAsync(set, active, cancellationToken) : null;
        await ReportAsync(set, active, owned.Count(pod => !Pods.IsFinished(pod) && control.IsLeaving(pod)), failure, cancellationToken);
        if (failure is { } failed) throw failed.Exception;
        return new Requeue(Availability.NextIn(active, set.Spec.MinReadySeconds, Time.GetUtcNow()));
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<Pod> change)
    {
        control.Take(change);
        return Claiming.Concerned(change, sets, set => set.Spec.Selector);
    }

    /// <summary>Creates what is missing, deletes what is too much, and leaves in the list what is there then.</summary>
    private async Task<(string Reason, Exception Exception)?> ScaleAsync(ReplicaSet set, List<Pod> active, CancellationToken cancellationToken)
    {
        var plan = ReplicaPlan.For(set.Spec.Replicas ?? 1, active, Related(set, active));
        var (_, failure) = await SlowStart.RunAsync(plan.Create, async () =>
        {
            var pod = await control.CreateAsync(set, PodTemplates.Instantiate(set, set.Spec.Template), CurrentTrigger, cancellationToken);
            lock (active) active.Add(pod);
        });
        if (failure is not null) return ("FailedCreate", failure);
        foreach (var pod in plan.Delete) active.Remove(pod);
        var deletions = await Task.WhenAll(plan.Delete.Select(pod => control.DeleteAsync(set, pod, CurrentTrigger, cancellationToken)));
        return deletions.FirstOrDefault(each => each is not null) is { } undeleted ? ("FailedDelete", undeleted) : null;
    }

    /// <summary>The pods of all ReplicaSets that have the same controller: a deployment's pods of all its templates.</summary>
    private List<Pod> Related(ReplicaSet set, List<Pod> active)
    {
        if (active.Count <= (set.Spec.Replicas ?? 1) || Owners.ControllerOf(set) is not { } owner) return active;
        var siblings = sets.List(set.Metadata.Namespace)
            .Where(each => Owners.ControllerOf(each)?.Uid == owner.Uid)
            .Select(each => each.Metadata.Uid)
            .ToHashSet(StringComparer.Ordinal);
        return [.. pods.List(set.Metadata.Namespace).Where(pod => Pods.IsActive(pod) && siblings.Contains(Owners.ControllerOf(pod)?.Uid))];
    }

    private async Task ReportAsync(
        ReplicaSet set, List<Pod> active, int terminating, (string Reason, Exception Exception)? failure, CancellationToken cancellationToken)
    {
        var condition = failure is not { } failed ? null : new ReplicaSetCondition
        {
            Type = "ReplicaFailure",
            Status = "True",
            Reason = failed.Reason,
            Message = failed.Exception.Message,
        };
        var status = ReplicaSetStatuses.Of(set, active, terminating, condition, Time.GetUtcNow());
        if (!ReplicaSetStatuses.Same(status, set.Status))
            sets.Observe(await Api.UpdateStatusAsync(set with { Status = status }, cancellationToken));
    }
}
