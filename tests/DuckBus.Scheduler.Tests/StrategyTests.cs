using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Tests;

public sealed class StrategyTests
{
    private static readonly Node[] ThreeNodes = [A.Node("node-1"), A.Node("node-2"), A.Node("node-3")];

    private static (ClusterSnapshot Cluster, string Nodes) Place(ClusterSnapshot cluster, Strategy strategy, int count, string? cpu = null)
    {
        var nodes = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var pod = A.Pod($"web-{i}", cpu);
            var node = Scheduling.Schedule(cluster, pod, strategy).Node!;
            nodes.Add(node[^1..]);
            cluster = cluster.With(pod with { Spec = pod.Spec with { NodeName = node } });
        }
        return (cluster, string.Concat(nodes));
    }

    [Fact]
    public void Nine_pods_go_round_three_nodes() =>
        Place(A.Cluster(ThreeNodes), Strategy.RoundRobin, 9).Nodes.ShouldBe("123123123");

    [Fact]
    public void A_pod_goes_where_most_of_its_wishes_come_true()
    {
        static PreferredSchedulingTerm Wish(string key, int weight) =>
            new() { Weight = weight, Preference = new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = key, Operator = "Exists" }] } };

        var nodes = new[] { A.Labeled(A.Node("node-1"), ("ssd", "")), A.Labeled(A.Node("node-2"), ("gpu", ""), ("zone", "")), A.Node("node-3") };
        var pod = A.Wishing(new NodeAffinity { PreferredDuringSchedulingIgnoredDuringExecution = [Wish("ssd", 50), Wish("gpu", 30), Wish("zone", 25)] });
        Scheduling.Schedule(A.Cluster(nodes, A.Pod("other", node: "node-2")), pod, Strategy.RoundRobin).Node.ShouldBe("node-2");
    }

    [Fact]
    public void A_node_that_returns_empty_catches_up_first()
    {
        var (cluster, _) = Place(A.Cluster(ThreeNodes[1..]), Strategy.RoundRobin, 6);
        Place(cluster.With(ThreeNodes[0]), Strategy.RoundRobin, 6).Nodes.ShouldBe("111123");
    }

    [Theory]
    [InlineData("", "web web web", "123")]
    [InlineData("other@1 other@1 other@2 other@3", "web web web", "231")]
    [InlineData("web@1 web@2 other@3 other@3 other@3", "web web web", "312")]
    [InlineData("web@2", "other other other web web", "13213")]
    [InlineData("api@1 web@1", "web web api api", "2323")]
    public void The_pods_of_one_controller_do_not_all_go_with_one_node(string running, string wanted, string nodes)
    {
        foreach (var strategy in Strategy.All)
        {
            var cluster = A.Cluster(ThreeNodes, running.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(each => A.Controlled(A.Pod(node: $"node-{each[^1]}"), by: each.Split('@')[0])));
            var chosen = new List<string>();
            foreach (var controller in wanted.Split(' '))
            {
                var pod = A.Controlled(A.Pod(), controller);
                var node = Scheduling.Schedule(cluster, pod, strategy).Node!;
                chosen.Add(node[^1..]);
                cluster = cluster.With(pod with { Spec = pod.Spec with { NodeName = node } });
            }

            string.Concat(chosen).ShouldBe(nodes, strategy.Name);
        }
    }

    [Fact]
    public void Replicas_that_leave_or_are_gone_do_not_count()
    {
        var (first, second) = (A.Controlled(A.Pod(node: "node-1"), by: "web"), A.Controlled(A.Pod(node: "node-2"), by: "web"));
        var leaving = first with { Metadata = first.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };
        var cluster = A.Cluster(ThreeNodes, first, second);
        cluster.With(leaving).Find("node-1")!.Replicas.ShouldBeEmpty();
        cluster.Without(first).Without(second).Nodes.ShouldAllBe(node => node.Replicas.IsEmpty);
        cluster.Find("node-2")!.Replicas["web"].ShouldBe(1);
    }

    [Fact]
    public void Pods_that_terminate_do_not_count_for_the_turn()
    {
        var leaving = A.Pod("leaving", node: "node-1");
        leaving = leaving with { Metadata = leaving.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } };
        Place(A.Cluster(ThreeNodes, leaving), Strategy.RoundRobin, 3).Nodes.ShouldBe("123");
    }

    [Fact]
    public void Least_allocated_prefers_the_node_with_most_left() =>
        Place(A.Cluster([A.Node("node-1", "2"), A.Node("node-2", "8")]), Strategy.LeastAllocated, 3, cpu: "500m").Nodes.ShouldBe("222");

    [Fact]
    public void Least_allocated_spreads_pods_that_request_nothing() =>
        Place(A.Cluster(ThreeNodes), Strategy.LeastAllocated, 9).Nodes.ShouldBe("123123123");

    [Fact]
    public void A_node_that_prefers_no_pods_gets_them_last() =>
        Place(A.Cluster([A.Tainted(A.Node("node-1"), "slow", "PreferNoSchedule"), A.Node("node-2", pods: 1)]), Strategy.RoundRobin, 2)
            .Nodes.ShouldBe("21");

    [Fact]
    public void An_unknown_strategy_is_refused_with_those_that_exist() =>
        Should.Throw<ArgumentException>(() => Strategy.Named("best")).Message.ShouldContain("round-robin and least-allocated");
}
