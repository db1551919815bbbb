using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class ConvergedTests
{
    private static readonly SeenPod Pod = new("default/web-1", "u1", "web", "node-1", Ready: true, Leaving: false, ["duck"]);
    private static readonly SeenContainer Sandbox = new("default/web-1", "u1", "", "node-1", Running: true);
    private static readonly SeenContainer Container = Sandbox with { Container = "duck" };

    private static readonly ClusterSight Well = new(
        ["node-1"], [new SeenSet("web", "", 1)], [], [Pod], [Sandbox, Container]);

    [Fact]
    public void Well_is_well() => Check(Well).ShouldBeEmpty();

    [Fact]
    public void A_node_is_missing() => Check(Well with { ReadyNodes = [] }).ShouldBe(["0 of 1 nodes are Ready: "]);

    [Fact]
    public void A_pod_is_missing() => Check(Well with { Pods = [], Containers = [] }).ShouldBe(["web wants 1 replicas and has 0 ready of 0 pods"]);

    [Fact]
    public void A_pod_is_not_ready() => Check(Well with { Pods = [Pod with { Ready = false }] }).ShouldBe(["web wants 1 replicas and has 0 ready of 1 pods"]);

    [Fact]
    public void A_pod_is_leaving() => Check(Well with { Pods = [Pod with { Leaving = true }] }).ShouldBe(["web wants 1 replicas and has 0 ready of 1 pods"]);

    [Fact]
    public void A_pod_is_too_many() =>
        Check(Well with { Sets = [new SeenSet("web", "", 0)] }).ShouldBe(["web wants 0 replicas and has 1 ready of 1 pods"]);

    [Fact]
    public void A_pod_has_lost_its_owner() => Check(Well with { Sets = [] }).ShouldBe(["default/web-1 has no owner web"]);

    [Fact]
    public void The_gateway_is_missing() => Check(Well with { Gateways = 0 }).ShouldBe(["the gateway runs 0 times"]);

    [Fact]
    public void A_container_is_missing() => Check(Well with { Containers = [Sandbox] }).ShouldBe(["container duck of default/web-1 runs 0 times on node-1"]);

    [Fact]
    public void A_sandbox_is_dead() =>
        Check(Well with { Containers = [Sandbox with { Running = false }, Container] }).ShouldBe(["the sandbox of default/web-1 runs 0 times on node-1"]);

    [Fact]
    public void A_container_is_there_twice() =>
        Check(Well with { Containers = [Sandbox, Container, Container] }).ShouldBe(["container duck of default/web-1 runs 2 times on node-1"]);

    [Fact]
    public void A_dead_container_of_a_pod_may_lie_about() =>
        Check(Well with { Containers = [Sandbox, Container, Container with { Running = false }] }).ShouldBeEmpty();

    [Fact]
    public void A_container_without_a_pod_may_not_even_dead() =>
        Check(Well with { Containers = [Sandbox, Container, Container with { Uid = "u2", Pod = "default/web-0", Running = false }] })
            .ShouldBe(["a dead container of node-1 has no pod: default/web-0 duck"]);

    [Fact]
    public void A_container_on_another_node_than_its_pod_is_without_a_pod() =>
        Check(Well with { Containers = [Sandbox, Container, Container with { Node = "node-2" }] }).ShouldBe(["a running container of node-2 has no pod: default/web-1 duck"]);

    [Theory]
    [InlineData(1, 1, 1, true, true)]
    [InlineData(2, 1, 1, true, false)]
    [InlineData(1, 0, 1, true, false)]
    [InlineData(1, 1, 0, true, false)]
    [InlineData(1, 1, 1, false, false)]
    public void A_deployment_is_through(int replicas, int updated, int available, bool observed, bool through) =>
        Check(Well with
        {
            Sets = [new SeenSet("web", "site", 1)],
            Deployments = [new SeenDeployment("site", replicas, updated, available, observed)],
        }).Count.ShouldBe(through ? 0 : 1);

    [Fact]
    public void A_DaemonSet_has_one_pod_on_each_node() => Check(Everywhere()).ShouldBeEmpty();

    [Fact]
    public void A_DaemonSet_without_a_pod_on_a_node() =>
        Check(Everywhere() with { Pods = [Pod], Containers = [Sandbox, Container] }).ShouldBe(["agent has 0 ready of 0 pods on node-1"]);

    [Fact]
    public void A_DaemonSet_with_two_pods_on_a_node() =>
        Check(Everywhere(Daemon with { Name = "default/agent-2", Uid = "d2" })).ShouldContain("agent has 2 ready of 2 pods on node-1");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_pod_of_a_DaemonSet_is_not_ready_or_leaving(bool ready, bool leaving) =>
        Check(Everywhere() with { Pods = [Pod, Daemon with { Ready = ready, Leaving = leaving }] }).ShouldBe(["agent has 0 ready of 1 pods on node-1"]);

    [Theory]
    [InlineData("", "default/agent-2 of agent is on no node")]
    [InlineData("node-9", "default/agent-2 of agent is on node-9, which is not Ready")]
    public void A_pod_of_a_DaemonSet_is_where_none_is_to_be(string node, string wrong) =>
        Check(Everywhere(Daemon with { Name = "default/agent-2", Uid = "d2", Node = node })).ShouldContain(wrong);

    [Fact]
    public void A_pod_whose_DaemonSet_is_gone() => Check(Everywhere() with { DaemonSets = [] }).ShouldBe(["default/agent-1 has no owner agent"]);

    [Theory]
    [InlineData(1, 1, 1, true, true)]
    [InlineData(2, 1, 1, true, false)]
    [InlineData(1, 0, 1, true, false)]
    [InlineData(1, 1, 0, true, false)]
    [InlineData(1, 1, 1, false, false)]
    public void A_DaemonSet_is_through(int desired, int updated, int available, bool observed, bool through) =>
        Check(Everywhere() with { DaemonSets = [new SeenDaemonSet("agent", 1, desired, updated, available, observed)] }).Count.ShouldBe(through ? 0 : 1);

    private static readonly SeenPod Daemon = Pod with { Name = "default/agent-1", Uid = "d1", Owner = "agent" };

    private static ClusterSight Everywhere(params SeenPod[] more) => Well with
    {
        DaemonSets = [new SeenDaemonSet("agent", 1, 1, 1, 1, true)],
        Pods = [Pod, Daemon, .. more],
        Containers = [Sandbox, Container, Sandbox with { Pod = Daemon.Name, Uid = Daemon.Uid }, Container with { Pod = Daemon.Name, Uid = Daemon.Uid }],
    };

    private static IReadOnlyList<string> Check(ClusterSight sight) => Converged.Check(sight, nodes: 1);
}
