using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler;

/// <summary>
/// What the scheduler knows: the snapshot, kept up to date by the informers; the pods that it has placed and whose binding it has not
/// seen come back (assumed); the pods that fit nowhere (waiting). One lock around all three makes it certain that two
/// decisions never count on the same room, and that a pod is either decided on with the room that just appeared or
/// waiting by then.
/// </summary>
/// <param name="strategy">How to choose among nodes.</param>
public sealed class ClusterState(Strategy strategy)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Placement> assumed = new(StringComparer.Ordinal);
    private readonly HashSet<ObjectName> waiting = [];
    private ClusterSnapshot snapshot = ClusterSnapshot.Empty;

    /// <summary>The cluster as it is known now.</summary>
    public ClusterSnapshot Snapshot
    {
        get { lock (gate) return snapshot; }
    }

    /// <summary>How many pods wait for room.</summary>
    public int WaitingPods
    {
        get { lock (gate) return waiting.Count; }
    }

    /// <summary>Takes news about a node.</summary>
    /// <returns>The pods that may fit now: all that wait, if the node offers something that it did not before.</returns>
    public IReadOnlyList<ObjectName> Take(InformerChange<Node> change)
    {
        lock (gate)
        {
            snapshot = change.New is { } node ? snapshot.With(node) : snapshot.Without(change.Old!);
            return NewRoom.In(change) ? [.. waiting] : [];
        }
    }

    /// <summary>Takes news about a pod.</summary>
    /// <returns>The pod itself if it is to be placed, and all that wait if it left a node.</returns>
    public IReadOnlyList<ObjectName> Take(InformerChange<Pod> change)
    {
        lock (gate)
        {
            var pod = change.Latest;
            var key = ObjectName.Of(pod);
            if (change.Old is { } old && old.Metadata.Uid != pod.Metadata.Uid) Forget(old);
            if (change.New is null) Forget(pod);
            else if (Pods.IsBound(pod) || Pods.IsFinished(pod)) Confirm(pod);
            if (change.New is null || !IsToBePlaced(pod)) waiting.Remove(key);
            IEnumerable<ObjectName> woken = NewRoom.In(change) ? waiting : [];
            return [.. (change.New is not null && IsToBePlaced(pod) ? woken.Append(key) : woken).Distinct()];
        }
    }

    /// <summary>
    /// Decides where a pod goes. Placed, it counts from now on; else it waits for room. A pod that was placed before, and whose
    /// binding has not been refused, keeps its node.
    /// </summary>
    public Decision Place(Pod pod)
    {
        lock (gate)
        {
            if (assumed.TryGetValue(pod.Metadata.Uid!, out var placement)) return Decision.For(placement.Node);
            var decision = Scheduling.Schedule(snapshot, pod, strategy);
            if (decision.Node is null)
            {
                waiting.Add(ObjectName.Of(pod));
                return decision;
            }
            waiting.Remove(ObjectName.Of(pod));
            assumed[pod.Metadata.Uid!] = new Placement(decision.Node, Bound: false);
            snapshot = snapshot.With(pod with { Spec = pod.Spec with { NodeName = decision.Node } });
            return decision;
        }
    }

    /// <summary>The binding was answered with success: there is nothing to do until the pod comes back with its node.</summary>
    public void Bound(Pod pod)
    {
        lock (gate)
            if (assumed.TryGetValue(pod.Metadata.Uid!, out var placement)) assumed[pod.Metadata.Uid!] = placement with { Bound = true };
    }

    /// <summary>Whether the pod's binding was answered with success, although the pod has not come back with its node.</summary>
    public bool IsBound(Pod pod)
    {
        lock (gate) return assumed.TryGetValue(pod.Metadata.Uid!, out var placement) && placement.Bound;
    }

    /// <summary>The binding was refused: the pod takes no room.</summary>
    public void Unplace(Pod pod)
    {
        lock (gate)
            if (assumed.ContainsKey(pod.Metadata.Uid!)) Forget(pod);
    }

    /// <summary>Whether this scheduler is to find a node for the pod.</summary>
    public static bool IsToBePlaced(Pod pod) =>
        !Pods.IsBound(pod) && Pods.IsActive(pod) && pod.Spec.SchedulingGates is not { Count: > 0 } && pod.Spec.SchedulerName is null or "" or "default-scheduler";

    private void Confirm(Pod pod)
    {
        assumed.Remove(pod.Metadata.Uid!);
        snapshot = snapshot.With(pod);
    }

    private void Forget(Pod pod)
    {
        assumed.Remove(pod.Metadata.Uid!);
        snapshot = snapshot.Without(pod);
    }

    private readonly record struct Placement(string Node, bool Bound);
}
