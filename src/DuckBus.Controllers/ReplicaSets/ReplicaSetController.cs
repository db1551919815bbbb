using System.Collections.Concurrent;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>
/// Keeps as many pods of a template running as are declared. It never creates too many, however stale the cache is: the
/// pods that it creates are put into the cache before the key is worked on again, the pods that it deletes are remembered by
/// uid until the cache shows them leaving, and after a create that was not answered it asks the API server what there is.
/// </summary>
public sealed class ReplicaSetController : Controller
{
    private readonly ICache<ReplicaSet> sets;
    private readonly ICache<Pod> pods;
    private readonly ConcurrentDictionary<string, bool> deleting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ObjectName, bool> uncertain = [];

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public ReplicaSetController(ControllerContext context)
        : base(context, "replicaset")
    {
        sets = Watch<ReplicaSet>();
        pods = Watch<Pod>(Concerned);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (sets.Get(key) is not { } set) return Requeue.None;
        if (uncertain.ContainsKey(key)) await AskAsync(key, cancellationToken);
        var claims = PodClaims.Of(set, pods.List(key.Namespace));
        var owned = claims.Owned.Concat(await AdoptAsync(set, claims.Adopt, cancellationToken)).ToList();
        await ReleaseAsync(set, claims.Release, cancellationToken);

        var active = owned.Where(pod => Pods.IsActive(pod) && !deleting.ContainsKey(pod.Metadata.Uid!)).ToList();
        var failure = set.Metadata.DeletionTimestamp is null ? await ScaleAsync(set, active, cancellationToken) : null;
        await ReportAsync(set, active, failure, cancellationToken);
        if (failure is not null) throw failure;
        return new Requeue(ReplicaSetStatuses.NextAvailableIn(set, active, Time.GetUtcNow()));
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<Pod> change)
    {
        if (change.New is null || Pods.IsTerminating(change.New)) deleting.TryRemove(change.Latest.Metadata.Uid!, out _);
        var ns = change.Latest.Metadata.Namespace ?? "";
        var owners = new[] { change.Old, change.New }
            .Select(pod => pod is null ? null : Owners.ControllerOf(pod))
            .Where(owner => owner?.Kind == "ReplicaSet")
            .Select(owner => new ObjectName(ns, owner!.Name))
            .ToHashSet();
        if (change.New is { } orphan && Owners.ControllerOf(orphan) is null)
            owners.UnionWith(sets.List(ns).Where(set => set.Spec.Selector.Matches(orphan.Metadata.Labels)).Select(ObjectName.Of));
        return owners;
    }

    private async Task<Exception?> ScaleAsync(ReplicaSet set, List<Pod> active, CancellationToken cancellationToken)
    {
        var plan = ReplicaPlan.For(set.Spec.Replicas ?? 1, active);
        var (_, failure) = await SlowStart.RunAsync(plan.Create, () => CreateAsync(set, active, cancellationToken));
        foreach (var pod in plan.Delete) active.Remove(pod);
        var deletions = await Task.WhenAll(plan.Delete.Select(pod => DeleteAsync(set, pod, cancellationToken)));
        return failure ?? deletions.FirstOrDefault(each => each is not null);
    }

    private async Task CreateAsync(ReplicaSet set, List<Pod> active, CancellationToken cancellationToken)
    {
        try
        {
            var pod = await Api.CreateAsync(PodTemplates.Instantiate(set), cancellationToken);
            pods.Observe(pod);
            lock (active) active.Add(pod);
            Log.LogInformation("CREATE: {Pod}  trigger={Trigger}", ObjectName.Of(pod), CurrentTrigger.Word());
            Events.Normal(set, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}");
        }
        catch (StatusException refused) when (refused.Code < 500)
        {
            Events.Warning(set, "FailedCreate", $"Error creating: {refused.Message}");
            throw;
        }
        catch
        {
            // Nobody answered: the pod may be there or not, so ask before the next one is created.
            uncertain[ObjectName.Of(set)] = true;
            throw;
        }
    }

    private async Task<Exception?> DeleteAsync(ReplicaSet set, Pod pod, CancellationToken cancellationToken)
    {
        deleting[pod.Metadata.Uid!] = true;
        try
        {
            var there = await Api.DeleteAsync<Pod>(
                pod.Metadata.Namespace, pod.Metadata.Name!, new DeleteOptions(Uid: pod.Metadata.Uid), cancellationToken);
            if (!there) return null;
            Log.LogInformation("DELETE: {Pod}  trigger={Trigger}", ObjectName.Of(pod), CurrentTrigger.Word());
            Events.Normal(set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            deleting.TryRemove(pod.Metadata.Uid!, out _);
            if (failure is StatusException) Events.Warning(set, "FailedDelete", $"Error deleting: {failure.Message}");
            return failure;
        }
    }

    private async Task<IReadOnlyList<Pod>> AdoptAsync(ReplicaSet set, IReadOnlyList<Pod> orphans, CancellationToken cancellationToken)
    {
        if (orphans.Count == 0) return [];
        // The cache may not know yet that the ReplicaSet is gone or leaving; the garbage collector would then fight with us.
        var fresh = await Api.GetAsync<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name!, cancellationToken);
        if (fresh?.Metadata.Uid != set.Metadata.Uid || fresh?.Metadata.DeletionTimestamp is not null) return [];
        return await Task.WhenAll(orphans.Select(pod =>
            ChangeOwnersAsync(pod, Owners.Adopt(pod.Metadata, Owners.ReferenceTo(set)), cancellationToken)));
    }

    private async Task ReleaseAsync(ReplicaSet set, IReadOnlyList<Pod> strangers, CancellationToken cancellationToken) =>
        await Task.WhenAll(strangers.Select(pod => ChangeOwnersAsync(pod, Owners.Release(pod.Metadata, [set.Metadata.Uid!]), cancellationToken)));

    private async Task<Pod> ChangeOwnersAsync(Pod pod, ObjectMeta metadata, CancellationToken cancellationToken)
    {
        var changed = await Api.UpdateAsync(pod with { Metadata = metadata }, cancellationToken);
        pods.Observe(changed);
        return changed;
    }

    private async Task ReportAsync(ReplicaSet set, List<Pod> active, Exception? failure, CancellationToken cancellationToken)
    {
        var condition = failure is null ? null : new ReplicaSetCondition
        {
            Type = "ReplicaFailure",
            Status = "True",
            Reason = "FailedCreate",
            Message = failure.Message,
        };
        var status = ReplicaSetStatuses.Of(set, active, condition, Time.GetUtcNow());
        if (!ReplicaSetStatuses.Same(status, set.Status))
            sets.Observe(await Api.UpdateStatusAsync(set with { Status = status }, cancellationToken));
    }

    private async Task AskAsync(ObjectName key, CancellationToken cancellationToken)
    {
        var there = await Api.ListAsync<Pod>(new ListOptions(key.Namespace), cancellationToken);
        foreach (var pod in there.Items) pods.Observe(pod);
        uncertain.TryRemove(key, out _);
    }
}
