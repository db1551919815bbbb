using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;

namespace DuckBus.Scheduler.Tests;

public sealed class ClusterStateTests
{
    private readonly ClusterState state = new(Strategy.RoundRobin);

    private IReadOnlyList<ObjectName> Node(Node? old, Node? now) => state.Take(new InformerChange<Node>(old, now, new Cause(Trigger.Event)));

    private IReadOnlyList<ObjectName> Pod(Pod? old, Pod? now) => state.Take(new InformerChange<Pod>(old, now, new Cause(Trigger.Event)));

    private static Pod On(Pod pod, string? node) => pod with { Spec = pod.Spec with { NodeName = node } };

    [Fact]
    public void Pods_placed_before_their_bindings_are_seen_count_for_the_next()
    {
        foreach (var name in new[] { "node-1", "node-2", "node-3" }) Node(null, A.Node(name));
        var nodes = Enumerable.Range(0, 9).Select(i => state.Place(A.Pod($"web-{i}")).Node!).ToList();
        nodes.CountBy(node => node).Select(each => each.Value).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void A_pod_waits_for_its_gates_to_be_opened()
    {
        var pod = A.Pod();
        var gated = pod with { Spec = pod.Spec with { SchedulingGates = [new() { Name = "wait" }] } };
        ClusterState.IsToBePlaced(gated).ShouldBeFalse();
        ClusterState.IsToBePlaced(pod).ShouldBeTrue();
    }

    [Fact]
    public void News_of_an_unbound_pod_that_is_older_than_its_placement_does_not_free_its_room()
    {
        Node(null, A.Node("node-1", cpu: "1"));
        var pod = A.Pod(cpu: "1");
        state.Place(pod).Node.ShouldBe("node-1");
        Pod(pod, pod with { Status = new PodStatus { Phase = "Pending", Message = "late news" } });
        state.Place(A.Pod("other", cpu: "1")).Node.ShouldBeNull();
    }

    [Fact]
    public void A_pod_whose_binding_was_not_answered_keeps_its_node()
    {
        Node(null, A.Node("node-2"));
        var pod = A.Pod();
        state.Place(pod).Node.ShouldBe("node-2");
        Node(null, A.Node("node-1"));
        state.Place(pod).Node.ShouldBe("node-2");
    }

    [Fact]
    public void A_refused_binding_gives_the_room_back()
    {
        Node(null, A.Node("node-1", cpu: "1"));
        var pod = A.Pod(cpu: "1");
        state.Place(pod);
        state.Unplace(pod);
        state.Place(A.Pod("other", cpu: "1")).Node.ShouldBe("node-1");
    }

    [Fact]
    public void All_waiting_pods_wake_when_a_node_comes_or_offers_more()
    {
        Pod[] pods = [A.Pod("a", "1"), A.Pod("b", "1")];
        foreach (var pod in pods) state.Place(pod).Node.ShouldBeNull();
        var small = A.Node("node-1", cpu: "500m");
        Node(null, small).ShouldBe(pods.Select(ObjectName.Of), ignoreOrder: true);
        Node(small, small with { Metadata = small.Metadata with { ResourceVersion = "7" } }).ShouldBeEmpty("nothing that a filter looks at changed");
        Node(small, A.Node("node-1")).ShouldBe(pods.Select(ObjectName.Of), ignoreOrder: true);
    }

    [Fact]
    public void A_waiting_pod_wakes_when_a_pod_leaves_its_node()
    {
        Node(null, A.Node("node-1", cpu: "1"));
        var there = A.Pod("there", "1", node: "node-1");
        Pod(null, there);
        var waits = A.Pod("waits", "1");
        Pod(null, waits).ShouldBe([ObjectName.Of(waits)]);
        state.Place(waits).Node.ShouldBeNull();
        Pod(there, null).ShouldBe([ObjectName.Of(waits)]);
        state.Place(waits).Node.ShouldBe("node-1");
    }

    [Theory]
    [InlineData("other-scheduler", null, false, false)]
    [InlineData(null, "node-1", false, false)]
    [InlineData(null, null, true, false)]
    [InlineData(null, null, false, true)]
    [InlineData("default-scheduler", null, false, true)]
    public void Only_unbound_pods_of_this_scheduler_are_placed(string? scheduler, string? node, bool terminating, bool expected)
    {
        var pod = On(A.Pod(), node);
        pod = pod with
        {
            Spec = pod.Spec with { SchedulerName = scheduler },
            Metadata = pod.Metadata with { DeletionTimestamp = terminating ? DateTimeOffset.UnixEpoch : null },
        };
        ClusterState.IsToBePlaced(pod).ShouldBe(expected);
        Pod(null, pod).Count.ShouldBe(expected ? 1 : 0);
    }

    [Fact]
    public void A_deleted_pod_no_longer_waits()
    {
        var pod = A.Pod();
        Pod(null, pod);
        state.Place(pod);
        state.WaitingPods.ShouldBe(1);
        Pod(pod, null);
        state.WaitingPods.ShouldBe(0);
    }

    [Fact]
    public void A_pod_that_was_replaced_under_its_name_gives_its_room_back()
    {
        Node(null, A.Node("node-1", cpu: "1"));
        var first = A.Pod("web", "1", node: "node-1");
        Pod(null, first);
        Pod(first, A.Pod("web", "1")).Count.ShouldBe(1);
        state.Snapshot.Find("node-1")!.Pods.ShouldBeEmpty();
    }
}
