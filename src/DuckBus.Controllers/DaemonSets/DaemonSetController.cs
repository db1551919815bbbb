using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>Keeps one pod of each DaemonSet on every node that it is for, and replaces the pods of former templates node by node.</summary>
public sealed class DaemonSetController : Controller
{
    private readonly ICache<DaemonSet> sets;
    private readonly ICache<Node> nodes;
    private readonly ICache<Pod> pods;
    private readonly ICache<ControllerRevision> revisions;
    private readonly PodControl control;
    private readonly FailedDaemons failed = new();

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public DaemonSetController(ControllerContext context)
        : base(context, "daemonset")
    {
        sets = Watch<DaemonSet>();
        nodes = Watch<Node>(Concerned);
        pods = Watch<Pod>(Concerned);
        revisions = Watch<ControllerRevision>(change => Claiming.Concerned(change, sets, set => set.Spec.Selector));
        control = new PodControl(Api, Events, pods, Log);
    }

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (sets.Get(key) is not { Metadata.DeletionTimestamp: null } set)
        {
            failed.Forget(key);
            return Requeue.None;
        }
        await control.SettleAsync(key, cancellationToken);
        var history = await Api.ClaimAsync(set, set.Spec.Selector, revisions, cancellationToken);
        var current = await ReviseAsync(set, history, cancellationToken);
        var hash = DaemonRevisions.HashOf(current);
        var owned = await Api.ClaimAsync(set, set.Spec.Selector, pods, cancellationToken);
        var now = Time.GetUtcNow();
        var seen = See(set, owned, now);
        var (failure, wait) = await ActAsync(set, DaemonPlan.For(set, seen, hash, now), hash, cancellationToken);
        await ForgetAsync(set, [.. history.Where(revision => revision.Metadata.Uid != current.Metadata.Uid)], owned, cancellationToken);
        await ReportAsync(set, See(set, [.. pods.List(key.Namespace).Where(pod => Owners.Controls(set, pod))], now), hash, now, cancellationToken);
        if (failure is not null) throw failure;
        return new Requeue(new[] { wait, Availability.NextIn(owned, set.Spec.MinReadySeconds, now) }.Min());
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<Pod> change)
    {
        control.Take(change);
        return Claiming.Concerned(change, sets, set => set.Spec.Selector);
    }

    // A heartbeat concerns nobody: only what makes a set come or go.
    private IEnumerable<ObjectName> Concerned(InformerChange<Node> change) => sets.List()
        .Where(set => change.Old is null || change.New is null || Eligibility.Of(set, change.Old) != Eligibility.Of(set, change.New))
        .Select(ObjectName.Of);

    /// <summary>The revision of the present template: made, or given the highest number when its template came back.</summary>
    private async Task<ControllerRevision> ReviseAsync(DaemonSet set, IReadOnlyList<ControllerRevision> history, CancellationToken cancellationToken)
    {
        var current = DaemonRevisions.Current(set, history);
        var number = DaemonRevisions.Next(history.Where(revision => !DaemonRevisions.Matches(set, revision)));
        if (current?.Revision >= number) return current;
        if (current is not null)
        {
            var renumbered = await Api.UpdateAsync(current with { Revision = number }, cancellationToken);
            revisions.Observe(renumbered);
            return renumbered;
        }
        var wanted = DaemonRevisions.New(set, number);
        try
        {
            var created = await Api.CreateAsync(wanted, cancellationToken);
            revisions.Observe(created);
            return created;
        }
        catch (StatusException taken) when (taken.IsAlreadyExists)
        {
            // It is ours, created before the cache knew; else its name is taken by another template, and the next try has another hash.
            var there = await Api.GetAsync<ControllerRevision>(set.Metadata.Namespace, wanted.Metadata.Name!, cancellationToken);
            if (there is not null && Owners.Controls(set, there) && DaemonRevisions.Matches(set, there))
            {
                revisions.Observe(there);
                return there;
            }
            var collided = set.Status with { CollisionCount = (set.Status.CollisionCount ?? 0) + 1 };
            if (there is not null) sets.Observe(await Api.UpdateStatusAsync(set with { Status = collided }, cancellationToken));
            throw;
        }
    }

    /// <summary>All nodes with the pods of the set, and those that are gone while pods still wait for them.</summary>
    private List<NodePods> See(DaemonSet set, IReadOnlyList<Pod> owned, DateTimeOffset now)
    {
        var byNode = owned
            .Select(pod => control.IsLeaving(pod) && !Pods.IsTerminating(pod) ? pod with { Metadata = pod.Metadata with { DeletionTimestamp = now } } : pod)
            .OrderBy(pod => pod.Metadata.CreationTimestamp)
            .ToLookup(DaemonPods.NodeOf, StringComparer.Ordinal);
        var seen = nodes.List()
            .OrderBy(node => node.Metadata.Name, StringComparer.Ordinal)
            .Select(node => new NodePods(node.Metadata.Name!, Eligibility.Of(set, node), [.. byNode[node.Metadata.Name]]))
            .ToList();
        var names = seen.Select(node => node.Node).ToHashSet(StringComparer.Ordinal);
        seen.AddRange(byNode
            .Where(each => each.Key is not null && !names.Contains(each.Key))
            .Select(each => new NodePods(each.Key!, default, [.. each.Where(pod => !Pods.IsBound(pod))])));
        return seen;
    }

    private async Task<(Exception? Failure, TimeSpan? Wait)> ActAsync(DaemonSet set, DaemonPlan plan, string hash, CancellationToken cancellationToken)
    {
        var next = new Queue<string>(plan.Create);
        var (_, failure) = await SlowStart.RunAsync(plan.Create.Count, () =>
        {
            string node;
            lock (next) node = next.Dequeue();
            return control.CreateAsync(set, DaemonPods.For(set, node, hash), CurrentTrigger, cancellationToken);
        });
        TimeSpan? wait = null;
        var deletions = new List<Task<Exception?>>();
        foreach (var pod in plan.Delete)
        {
            if (pod.Status.Phase == "Failed" && failed.Wait(ObjectName.Of(set), DaemonPods.NodeOf(pod)!, Time.GetUtcNow()) is { Ticks: > 0 } left)
            {
                wait = wait < left ? wait : left;
                continue;
            }
            if (Pods.IsFinished(pod)) Events.Warning(
                set, $"{pod.Status.Phase}DaemonPod", $"Found {pod.Status.Phase!.ToLowerInvariant()} daemon pod {ObjectName.Of(pod)} on node {pod.Spec.NodeName}, will try to kill it");
            deletions.Add(control.DeleteAsync(set, pod, CurrentTrigger, cancellationToken));
        }
        return (failure ?? (await Task.WhenAll(deletions)).FirstOrDefault(each => each is not null), wait);
    }

    private async Task ReportAsync(DaemonSet set, IReadOnlyList<NodePods> seen, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = DaemonSetStatuses.Of(set, seen, hash, now);
        if (status != set.Status) sets.Observe(await Api.UpdateStatusAsync(set with { Status = status }, cancellationToken));
    }

    private async Task ForgetAsync(DaemonSet set, IReadOnlyList<ControllerRevision> old, IReadOnlyList<Pod> owned, CancellationToken cancellationToken)
    {
        foreach (var revision in DaemonRevisions.Surplus(set, old, owned))
            if (await Api.DeleteAsync<ControllerRevision>(set.Metadata.Namespace, revision.Metadata.Name!, new DeleteOptions(Uid: revision.Metadata.Uid), cancellationToken))
                revisions.ObserveDeleted(revision);
    }
}
