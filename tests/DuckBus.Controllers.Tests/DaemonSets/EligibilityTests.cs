using DuckBus.Controllers.DaemonSets;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;

namespace DuckBus.Controllers.Tests.DaemonSets;

public sealed class EligibilityTests
{
    private static Node Tainted(string key, string effect) => A.Node("node-1") with { Spec = new NodeSpec { Taints = [new Taint { Key = key, Effect = effect }] } };

    private static Affinity Zone(string value) => new()
    {
        NodeAffinity = new NodeAffinity
        {
            RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector
            {
                NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = "zone", Operator = "In", Values = [value] }] }],
            },
        },
    };

    [Theory]
    [InlineData("dedicated", "NoSchedule", false, true)]
    [InlineData("dedicated", "NoExecute", false, false)]
    [InlineData("dedicated", "PreferNoSchedule", true, true)]
    [InlineData("node.kubernetes.io/not-ready", "NoExecute", true, true)]
    [InlineData("node.kubernetes.io/not-ready", "NoSchedule", false, true)]
    [InlineData("node.kubernetes.io/unreachable", "NoExecute", true, true)]
    [InlineData("node.kubernetes.io/unschedulable", "NoSchedule", true, true)]
    [InlineData("node.kubernetes.io/disk-pressure", "NoSchedule", true, true)]
    [InlineData("node.kubernetes.io/memory-pressure", "NoSchedule", true, true)]
    [InlineData("node.kubernetes.io/pid-pressure", "NoSchedule", true, true)]
    [InlineData("node.kubernetes.io/network-unavailable", "NoSchedule", false, true)]
    public void Taints_keep_daemons_off_unless_daemons_are_there_for_that(string key, string effect, bool shouldRun, bool mayStay) =>
        Eligibility.Of(DaemonSetStories.Set(), Tainted(key, effect)).ShouldBe(new Eligibility(shouldRun, mayStay));

    [Fact]
    public void On_the_hosts_network_a_pod_waits_for_no_other() => Eligibility
        .Of(DaemonSetStories.Set().With(spec => spec with { HostNetwork = true }), Tainted("node.kubernetes.io/network-unavailable", "NoSchedule"))
        .ShouldRun.ShouldBeTrue();

    [Fact]
    public void The_template_selects_nodes_by_label_name_and_affinity()
    {
        var node = A.Node("node-1") with { Metadata = A.Meta("node-1", ("disk", "ssd"), ("zone", "a")) };
        var set = DaemonSetStories.Set();
        Runs(spec => spec with { NodeSelector = A.Labels(("disk", "ssd")) }).ShouldBeTrue();
        Runs(spec => spec with { NodeSelector = A.Labels(("disk", "hdd")) }).ShouldBeFalse();
        Runs(spec => spec with { Affinity = Zone("a") }).ShouldBeTrue();
        Runs(spec => spec with { Affinity = Zone("b") }).ShouldBeFalse();
        Runs(spec => spec with { NodeName = "node-1" }).ShouldBeTrue();
        Runs(spec => spec with { NodeName = "node-2" }).ShouldBeFalse();

        bool Runs(Func<PodSpec, PodSpec> change) => Eligibility.Of(set.With(change), node).ShouldRun;
    }

    [Fact]
    public void A_pod_can_go_to_its_node_and_nowhere_else()
    {
        var pod = DaemonPods.For(DaemonSetStories.Set().With(spec => spec with { Affinity = Zone("a") }), "node-1", "abc");
        DaemonPods.NodeOf(pod).ShouldBe("node-1");
        DaemonPods.IsUpdated(pod, "abc").ShouldBeTrue();
        var required = pod.Spec.Affinity!.NodeAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!;
        (required.Matches(A.Node("node-1")), required.Matches(A.Node("node-2"))).ShouldBe((true, false));
        pod.Spec.Tolerations!.Count.ShouldBe(6);
        pod.Metadata.GenerateName.ShouldBe("agent-");
    }
}
