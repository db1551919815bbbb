using DuckBus.Client.Informers;
using DuckBus.Dashboard.Bus;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Views;
using DuckBus.Dashboard.Worlds;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Views;

public sealed class StageViewsTests
{
    [Fact]
    public void A_pod_stands_in_its_node_and_one_without_a_node_waits()
    {
        var view = Draw(World(Node("node-1"), Node("node-2"), Seen(Pod("web-a")), Seen(Pod("web-b", PodState.Waiting))));
        view.Nodes.Select(node => (node.Name, node.Pods.Count)).ShouldBe([("node-1", 1), ("node-2", 0)]);
        view.Nodes[0].Pods[0].Words.ShouldBe("web-a is ready on node-1");
        view.Waiting.ShouldHaveSingleItem().Look.ShouldBe("waiting");
        (view.PodsReady, view.PodsWanted, view.Converged).ShouldBe((1, 2, false));
    }

    [Fact]
    public void Pods_of_a_silent_node_are_not_shown_as_if_they_ran()
    {
        var view = Draw(World(Node(), Seen(Pod()), Node(ready: false)));
        view.Nodes[0].Look.ShouldBe("silent");
        view.Nodes[0].Pods[0].Look.ShouldBe("lost");
        view.PodsReady.ShouldBe(0);
        view.NodesReady.ShouldBe(0);
    }

    [Fact]
    public void All_is_as_declared_when_every_pod_is_ready_and_none_is_missing()
    {
        Draw(World(Node(), Workload(), Seen(Pod()))).Converged.ShouldBeTrue();
        Draw(World(Node(), Workload(desired: 2), Seen(Pod()))).Converged.ShouldBeFalse();
    }

    [Fact]
    public void A_lease_drains()
    {
        var world = World(Node(), new LeaseRenewed(At(0), "node-1", TimeSpan.FromSeconds(4)));
        Draw(world, at: 1).Nodes[0].Lease.ShouldBe(new LeaseView(1, 4, 1));
        Draw(world, at: 1).Nodes[0].Lease!.Left.ShouldBe(3);
        Draw(world, at: 9).Nodes[0].Lease!.Left.ShouldBe(0);
    }

    [Fact]
    public void What_is_gone_is_seen_leaving_and_counts_no_more()
    {
        var view = Draw(World(Node(), Seen(Pod()), new PodGone(At(1), "uid-web-abcde", default)), at: 1.2);
        view.Nodes[0].Pods.ShouldHaveSingleItem().Look.ShouldBe("gone");
        view.PodsWanted.ShouldBe(0);
    }

    [Theory]
    [InlineData(true, null, 0, null)]
    [InlineData(true, "refused", 0.5, null)]
    [InlineData(true, "refused", 5, "The API server does not answer. This is how it was at 14:00:00")]
    [InlineData(false, null, 0, "Waiting for the first list")]
    [InlineData(false, "refused", 0, "Waiting for the API server: refused")]
    public void What_may_be_wrong_is_never_shown_as_live(bool synced, string? trouble, double age, string? stale)
    {
        var world = trouble is null ? World() : World(new ApiTurned(Start, trouble));
        var snapshot = Snapshot(world, age) with { Synced = synced, AgreedAt = Start };
        StageViews.Of(snapshot, SyncMode.Bus, TimeZoneInfo.Utc).Stale.ShouldBe(stale);
    }

    [Fact]
    public void With_the_broker_down_the_line_is_broken_and_the_resync_counts_down()
    {
        var up = Draw(World(new BusTurned(Start, true))).Bus;
        (up.Look, up.Lamp, up.Countdown).ShouldBe(("up", "broker up", null));

        var down = Draw(World(new BusTurned(Start, true), new BusTurned(Start, false), new Resynced(At(1), 4)), at: 1).Bus;
        (down.Look, down.Lamp, down.Countdown, down.Repaired).ShouldBe(("down", "broker down", 1.5, "4 objects repaired"));
    }

    [Fact]
    public void A_cluster_that_polls_has_no_line()
    {
        var view = StageViews.Of(Snapshot(World(), 0), SyncMode.Poll, TimeZoneInfo.Utc);
        (view.Bus.Look, view.Bus.Lamp).ShouldBe(("none", "no bus: polling every 2.5 s"));
    }

    [Fact]
    public void A_replay_has_no_moving_parts()
    {
        var view = StageViews.Replay(World(Node(), new LeaseRenewed(Start, "node-1", TimeSpan.FromSeconds(4)), Seen(Pod())), TimeZoneInfo.Utc);
        view.Nodes[0].Lease.ShouldBeNull();
        view.Nodes[0].Pods[0].Fresh.ShouldBeFalse();
        view.Bus.Dots.ShouldBeEmpty();
    }

    [Fact]
    public void Every_state_has_a_look_of_its_own()
    {
        Looks.Pods.Select(pod => pod.State).ShouldBe(Enum.GetValues<PodState>(), ignoreOrder: true);
        Looks.Pods.Select(pod => pod.Look).ShouldBeUnique();
        Looks.Pods.Select(pod => pod.Words).ShouldBeUnique();
    }

    private static StageView Draw(World world, double at = 0) => StageViews.Of(Snapshot(world, at), SyncMode.Bus, TimeZoneInfo.Utc);

    private static Snapshot Snapshot(World world, double at) => new(At(at), world, Traffic.None, At(2.5), TimeSpan.FromSeconds(2.5), true, At(at));
}
