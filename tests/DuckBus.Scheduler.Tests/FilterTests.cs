using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;

namespace DuckBus.Scheduler.Tests;

public sealed class FilterTests
{
    private static string Verdict(Node node, Pod pod, params Pod[] there)
    {
        var decision = Scheduling.Schedule(A.Cluster([node], there), pod, Strategy.RoundRobin);
        return decision.Node ?? string.Join(", ", decision.Rejected[node.Metadata.Name!]);
    }

    private static readonly Toleration Everything = new() { Operator = "Exists" };

    [Theory]
    [InlineData("True", "node-1")]
    [InlineData("False", "node(s) were not ready")]
    [InlineData("Unknown", "node(s) were not ready")]
    public void A_node_must_be_ready(string ready, string expected) => Verdict(A.Node("node-1", ready: ready), A.Pod()).ShouldBe(expected);

    [Fact]
    public void A_node_that_has_not_said_that_it_is_ready_is_not()
    {
        var node = A.Node("node-1");
        Verdict(node with { Status = node.Status with { Conditions = null } }, A.Pod()).ShouldBe("node(s) were not ready");
    }

    [Theory]
    [InlineData("False", "node.kubernetes.io/not-ready", "node-1")]
    [InlineData("Unknown", "node.kubernetes.io/unreachable", "node-1")]
    [InlineData("Unknown", "node.kubernetes.io/not-ready", "node(s) were not ready")]
    public void A_pod_may_tolerate_that_a_node_is_not_ready(string ready, string key, string expected) =>
        Verdict(A.Node("node-1", ready: ready), A.Tolerating(A.Pod(), new Toleration { Key = key, Operator = "Exists" })).ShouldBe(expected);

    [Fact]
    public void A_cordoned_node_takes_only_what_tolerates_that()
    {
        var node = A.Node("node-1");
        node = node with { Spec = new NodeSpec { Unschedulable = true } };
        Verdict(node, A.Pod()).ShouldBe("node(s) were unschedulable");
        Verdict(node, A.Tolerating(A.Pod(), new Toleration { Key = "node.kubernetes.io/unschedulable", Operator = "Exists" })).ShouldBe("node-1");
    }

    [Theory]
    [InlineData("NoSchedule", "node(s) had untolerated taint {disk: full}")]
    [InlineData("NoExecute", "node(s) had untolerated taint {disk: full}")]
    [InlineData("PreferNoSchedule", "node-1")]
    public void A_taint_keeps_pods_away_that_do_not_tolerate_it(string effect, string expected)
    {
        var node = A.Tainted(A.Node("node-1"), "disk", effect, "full");
        Verdict(node, A.Pod()).ShouldBe(expected);
        Verdict(node, A.Tolerating(A.Pod(), new Toleration { Key = "disk", Value = "full" })).ShouldBe("node-1");
        Verdict(node, A.Tolerating(A.Pod(), new Toleration { Key = "disk", Value = "empty" })).ShouldBe(expected);
        Verdict(node, A.Tolerating(A.Pod(), Everything)).ShouldBe("node-1");
    }

    [Theory]
    [InlineData("ssd", "node-1")]
    [InlineData("hdd", "node(s) didn't match Pod's node affinity/selector")]
    public void A_node_must_have_the_labels_of_the_nodeSelector(string disk, string expected)
    {
        var node = A.Node("node-1");
        node = node with { Metadata = node.Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["disk"] = "ssd" } } };
        var pod = A.Pod();
        pod = pod with { Spec = pod.Spec with { NodeSelector = new Dictionary<string, string>(StringComparer.Ordinal) { ["disk"] = disk } } };
        Verdict(node, pod).ShouldBe(expected);
    }

    [Theory]
    [InlineData("disk", "In", "ssd,nvme", true)]
    [InlineData("disk", "In", "hdd", false)]
    [InlineData("disk", "NotIn", "hdd", true)]
    [InlineData("disk", "NotIn", "ssd", false)]
    [InlineData("gpu", "NotIn", "yes", true)]
    [InlineData("disk", "Exists", null, true)]
    [InlineData("gpu", "Exists", null, false)]
    [InlineData("gpu", "DoesNotExist", null, true)]
    [InlineData("cores", "Gt", "7", true)]
    [InlineData("cores", "Gt", "8", false)]
    [InlineData("cores", "Lt", "9", true)]
    [InlineData("disk", "Lt", "9", false)]
    [InlineData("gpu", "Lt", "9", false)]
    public void A_node_must_match_what_its_affinity_requires(string key, string comparison, string? values, bool fits)
    {
        var node = A.Labeled(A.Node("node-1"), ("disk", "ssd"), ("cores", "8"));
        var requirement = new NodeSelectorRequirement { Key = key, Operator = comparison, Values = values?.Split(',') };
        Verdict(node, A.Requiring(new NodeSelectorTerm { MatchExpressions = [requirement] }))
            .ShouldBe(fits ? "node-1" : "node(s) didn't match Pod's node affinity/selector");
    }

    [Fact]
    public void One_term_is_enough_an_empty_one_matches_none_and_a_field_names_the_node()
    {
        static NodeSelectorTerm Named(string name) => new() { MatchFields = [new NodeSelectorRequirement { Key = "metadata.name", Operator = "In", Values = [name] }] };

        Verdict(A.Node("node-1"), A.Requiring(Named("node-2"), Named("node-1"))).ShouldBe("node-1");
        Verdict(A.Node("node-1"), A.Requiring(Named("node-2"))).ShouldNotBe("node-1");
        Verdict(A.Node("node-1"), A.Requiring(new NodeSelectorTerm())).ShouldNotBe("node-1");
    }

    [Theory]
    [InlineData("500m", "1Gi", "node-1")]
    [InlineData("1500m", "1Gi", "Insufficient cpu")]
    [InlineData("500m", "4Gi", "Insufficient memory")]
    [InlineData("1500m", "4Gi", "Insufficient cpu, Insufficient memory")]
    [InlineData("1", "3Gi", "node-1")]
    public void What_pods_request_must_be_left(string cpu, string memory, string expected) =>
        Verdict(A.Node("node-1", "2", "4Gi"), A.Pod(cpu: cpu, memory: memory), A.Pod("other", "1", "1Gi", "node-1")).ShouldBe(expected);

    [Fact]
    public void A_node_holds_no_more_pods_than_it_may() =>
        Verdict(A.Node("node-1", pods: 1), A.Pod(), A.Pod("other", node: "node-1")).ShouldBe("Too many pods");

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void A_pod_that_has_run_to_its_end_takes_no_room(string phase) =>
        Verdict(A.Node("node-1", "1", pods: 1), A.Pod(cpu: "1"), A.Pod("other", "1", node: "node-1", phase: phase)).ShouldBe("node-1");

    [Fact]
    public void A_pod_that_terminates_still_takes_its_room()
    {
        var leaving = A.Pod("leaving", "1", node: "node-1");
        leaving = leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };
        Verdict(A.Node("node-1", "1"), A.Pod(cpu: "1"), leaving).ShouldBe("Insufficient cpu");
    }

    [Fact]
    public void A_limit_without_a_request_is_a_request()
    {
        var pod = A.Pod();
        pod = pod with { Spec = new PodSpec { Containers = [new Container { Resources = new ResourceRequirements { Limits = A.Amounts(("cpu", "3")) } }] } };
        Verdict(A.Node("node-1", "2"), pod).ShouldBe("Insufficient cpu");
    }

    [Fact]
    public void Containers_add_up_and_init_containers_do_not()
    {
        var pod = A.Pod();
        var spec = new PodSpec { Containers = [A.Container("1"), A.Container("1")] };
        Verdict(A.Node("node-1", "2"), pod with { Spec = spec with { InitContainers = [A.Container("2"), A.Container("2")] } }).ShouldBe("node-1");
        Verdict(A.Node("node-1", "2"), pod with { Spec = spec with { InitContainers = [A.Container("3")] } }).ShouldBe("Insufficient cpu");
    }

    [Theory]
    [InlineData(80, "TCP", "", "node(s) didn't have free ports for the requested pod ports")]
    [InlineData(81, "TCP", "", "node-1")]
    [InlineData(80, "UDP", "", "node-1")]
    [InlineData(80, "TCP", "10.0.0.2", "node-1")]
    [InlineData(80, "TCP", "10.0.0.1", "node(s) didn't have free ports for the requested pod ports")]
    public void Two_pods_do_not_share_a_port_of_the_host(int port, string protocol, string address, string expected)
    {
        static Pod With(string? node, ContainerPort port)
        {
            var pod = A.Pod(node: node);
            return pod with { Spec = pod.Spec with { Containers = [new Container { Ports = [port] }] } };
        }

        var there = With("node-1", new ContainerPort { Port = 8080, HostPort = 80, HostIP = "10.0.0.1" });
        Verdict(A.Node("node-1"), With(null, new ContainerPort { Port = 8080, HostPort = port, Protocol = protocol, HostIP = address }), there)
            .ShouldBe(expected);
    }

    [Fact]
    public void The_message_counts_the_nodes_for_each_reason()
    {
        var cordoned = A.Node("node-1") with { Spec = new NodeSpec { Unschedulable = true } };
        var cluster = A.Cluster([cordoned, A.Node("node-2", "1"), A.Node("node-3", "1")]);
        Scheduling.Schedule(cluster, A.Pod(cpu: "2"), Strategy.RoundRobin).Message
            .ShouldBe("0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.");
    }

    [Fact]
    public void Without_nodes_the_message_says_so() =>
        Scheduling.Schedule(A.Cluster([]), A.Pod(), Strategy.RoundRobin).Message.ShouldBe("no nodes available to schedule pods");
}
