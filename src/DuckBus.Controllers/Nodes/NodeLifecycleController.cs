using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Nodes;

/// <summary>
/// Takes lost nodes out of service and returning ones in again: Ready condition, taints, and the eviction of pods that do
/// not tolerate them. Evicted pods stay as Terminating until the kubelet is back to stop them; their replacements do not wait.
/// </summary>
public sealed class NodeLifecycleController : Controller
{
    private readonly ICache<Node> nodes;
    private readonly ICache<Pod> pods;
    private readonly NodeHeartbeats heartbeats;
    private readonly ControllerOptions options;
    private readonly NodeMonitor monitor;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    public NodeLifecycleController(ControllerContext context, ControllerOptions options)
        : base(context, "node")
    {
        this.options = options;
        heartbeats = new NodeHeartbeats(options.NodeGrace);
        nodes = Watch<Node>();
        pods = Watch<Pod>(Concerned);
        monitor = new NodeMonitor(
            Api, nodes, heartbeats, options.HeartbeatCheck, node => Enqueue(new ObjectName("", node), Trigger.Runtime), Time, Log);
    }

    /// <summary>Looks at the leases until cancelled. Runs beside <see cref="Controller.RunAsync"/>.</summary>
    public Task MonitorAsync(CancellationToken cancellationToken) => monitor.RunAsync(cancellationToken);

    /// <inheritdoc />
    protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
    {
        if (nodes.Get(key) is not { } node) return Requeue.None;
        if (heartbeats.Hear(key.Name, NodeVerdict.WrittenAt(node), Time.GetUtcNow())) TellBack(node);
        var health = heartbeats.HealthOf(key.Name);
        node = await JudgeAsync(node, health, cancellationToken);
        node = await TaintAsync(node, cancellationToken);

        var here = pods.List().Where(pod => pod.Spec.NodeName == key.Name).ToList();
        var next = await EvictAsync(node, health, here, cancellationToken);
        if (health == NodeHealth.Lost) await MarkNotReadyAsync(here, cancellationToken);
        return new Requeue(next);
    }

    private IEnumerable<ObjectName> Concerned(InformerChange<Pod> change) =>
        change.New is { Spec.NodeName: { Length: > 0 } name } && nodes.Get(new ObjectName("", name)) is { Spec.Taints: not null }
            ? [new ObjectName("", name)]
            : [];

    private async Task<Node> JudgeAsync(Node node, NodeHealth health, CancellationToken cancellationToken)
    {
        var status = NodeVerdict.Status(node, health, Time.GetUtcNow());
        if (ReferenceEquals(status, node.Status)) return node;
        node = await Api.UpdateStatusAsync(node with { Status = status }, cancellationToken);
        nodes.Observe(node);
        if (health == NodeHealth.Lost)
        {
            Log.LogWarning("⚠ LOST: {Node} has not been heard of for {Grace} s", node.Metadata.Name, options.NodeGrace.TotalSeconds);
            Events.Warning(node, "NodeNotReady", $"Node {node.Metadata.Name} status is now: NodeNotReady");
        }
        else
        {
            TellBack(node);
        }
        return node;
    }

    private void TellBack(Node node)
    {
        Log.LogInformation("✓ BACK: {Node} renews its lease again", node.Metadata.Name);
        Events.Normal(node, "NodeReady", $"Node {node.Metadata.Name} status is now: NodeReady");
    }

    private async Task<Node> TaintAsync(Node node, CancellationToken cancellationToken)
    {
        var taints = NodeVerdict.Taints(node, Time.GetUtcNow());
        if (ReferenceEquals(taints, node.Spec.Taints)) return node;
        node = await Api.UpdateAsync(node with { Spec = node.Spec with { Taints = taints } }, cancellationToken);
        nodes.Observe(node);
        return node;
    }

    private async Task<TimeSpan?> EvictAsync(Node node, NodeHealth health, List<Pod> here, CancellationToken cancellationToken)
    {
        // An unreachable taint may be left from a leader before us; only who has seen the lease stand still acts on it.
        var taints = node.Spec.Taints?.Where(taint => taint.Key != NodeVerdict.Unreachable || health == NodeHealth.Lost).ToList();
        var now = Time.GetUtcNow();
        var due = here.Where(Pods.IsActive)
            .Select(pod => (Pod: pod, At: Evictions.DueAt(pod, taints, options.EvictionTimeoutFor, now)))
            .Where(each => each.At is not null)
            .ToList();
        await Task.WhenAll(due.Where(each => each.At <= now).Select(each => EvictAsync(each.Pod, cancellationToken)));
        return due.Where(each => each.At > now).Select(each => each.At - now).Min();
    }

    private async Task EvictAsync(Pod pod, CancellationToken cancellationToken)
    {
        Events.Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {ObjectName.Of(pod)}");
        var there = await Api.DeleteAsync<Pod>(
            pod.Metadata.Namespace, pod.Metadata.Name!, new DeleteOptions(Uid: pod.Metadata.Uid), cancellationToken);
        if (there) Log.LogInformation("EVICT: {Pod} from {Node}", ObjectName.Of(pod), pod.Spec.NodeName);
    }

    private Task MarkNotReadyAsync(List<Pod> here, CancellationToken cancellationToken) =>
        Task.WhenAll(here.Where(Pods.IsReady).Select(pod => MarkNotReadyAsync(pod, cancellationToken)));

    private async Task MarkNotReadyAsync(Pod pod, CancellationToken cancellationToken)
    {
        // Read again: the eviction has just changed the pod, and the cache may not know.
        var fresh = await Api.GetAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name!, cancellationToken);
        if (fresh is null || fresh.Metadata.Uid != pod.Metadata.Uid || !Pods.IsReady(fresh)) return;
        var notReady = new PodCondition { Type = "Ready", Status = "False", Reason = "NodeNotReady", Message = "The node has not been heard of." };
        try
        {
            pods.Observe(await Api.UpdateStatusAsync(
                fresh with { Status = fresh.Status with { Conditions = Conditions.With(fresh.Status.Conditions, notReady, Time.GetUtcNow()) } },
                cancellationToken));
        }
        catch (StatusException gone) when (gone.IsNotFound)
        {
            // Then it is not ready either.
        }
    }
}
