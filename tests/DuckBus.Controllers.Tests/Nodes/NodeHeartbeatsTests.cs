using DuckBus.Controllers.Nodes;
using DuckBus.Model.Coordination;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Nodes;

public sealed class NodeHeartbeatsTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);
    private readonly NodeHeartbeats heartbeats = new(Grace);

    private NodeHealth Look(double at, double? renewed)
    {
        Lease[] leases = renewed is null ? [] :
        [
            new Lease { Metadata = new ObjectMeta { Name = "node-1" }, Spec = new LeaseSpec { RenewTime = A.Noon.AddHours(-5).AddSeconds(renewed.Value) } },
        ];
        heartbeats.Observe(["node-1"], leases, A.Noon.AddSeconds(at));
        return heartbeats.HealthOf("node-1");
    }

    [Fact]
    public void A_lease_that_moves_shows_a_living_node_whatever_its_clock_says()
    {
        Look(0, 0).ShouldBe(NodeHealth.Undecided);
        Look(1, 1).ShouldBe(NodeHealth.Alive);
        Look(4.9, 1).ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public void A_lease_that_stands_still_for_longer_than_the_grace_period_shows_a_lost_node()
    {
        Look(0, 0);
        Look(1, 1);
        Look(5.1, 1).ShouldBe(NodeHealth.Lost);
        Look(6, 6).ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public void A_node_whose_lease_never_comes_is_lost_after_the_grace_period()
    {
        Look(0, null).ShouldBe(NodeHealth.Undecided);
        Look(4, null).ShouldBe(NodeHealth.Undecided);
        Look(4.1, null).ShouldBe(NodeHealth.Lost);
    }

    [Fact]
    public void After_an_outage_of_the_controller_every_node_has_its_grace_period_anew()
    {
        Look(0, 0);
        Look(1, 1);
        heartbeats.Excuse(A.Noon.AddSeconds(30));
        Look(30, 1).ShouldBe(NodeHealth.Alive);
        Look(34.1, 1).ShouldBe(NodeHealth.Lost);
    }

    [Fact]
    public void A_kubelet_that_returns_and_writes_its_status_is_back_before_its_lease_is_looked_at()
    {
        Look(0, 0);
        Look(1, 1);
        heartbeats.Hear("node-1", A.Noon, A.Noon.AddSeconds(1)).ShouldBeFalse();
        Look(5.1, 1).ShouldBe(NodeHealth.Lost);
        heartbeats.Hear("node-1", A.Noon, A.Noon.AddSeconds(6)).ShouldBeFalse();
        heartbeats.HealthOf("node-1").ShouldBe(NodeHealth.Lost);

        heartbeats.Hear("node-1", A.Noon.AddSeconds(-7), A.Noon.AddSeconds(7)).ShouldBeTrue();
        heartbeats.HealthOf("node-1").ShouldBe(NodeHealth.Alive);
        Look(7.5, 1).ShouldBe(NodeHealth.Alive);
        Look(11.1, 1).ShouldBe(NodeHealth.Lost);
    }

    [Fact]
    public void The_first_status_that_is_seen_may_be_an_old_one()
    {
        Look(0, 0);
        Look(4.1, 0).ShouldBe(NodeHealth.Lost);
        heartbeats.Hear("node-1", A.Noon, A.Noon.AddSeconds(5)).ShouldBeFalse();
        heartbeats.HealthOf("node-1").ShouldBe(NodeHealth.Lost);
    }

    [Fact]
    public void Only_changes_of_health_are_reported()
    {
        heartbeats.Observe(["node-1"], [], A.Noon).ShouldBe(["node-1"]);
        heartbeats.Observe(["node-1"], [], A.Noon.AddSeconds(1)).ShouldBeEmpty();
        heartbeats.Observe(["node-1"], [], A.Noon.AddSeconds(5)).ShouldBe(["node-1"]);
        heartbeats.Observe(["node-1"], [], A.Noon.AddSeconds(6)).ShouldBeEmpty();
    }
}
