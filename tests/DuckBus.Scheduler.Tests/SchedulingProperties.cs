using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Tests;

/// <summary>What must hold in any cluster, tried in many that chance makes. The seed is the case, so a failure comes back.</summary>
public sealed class SchedulingProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_node_is_overcommitted_and_none_is_chosen_that_was_filtered_out(int seed)
    {
        var random = new Random(seed);
        var nodes = Enumerable.Range(1, random.Next(1, 6)).Select(i => RandomNode(random, $"node-{i}")).ToList();
        var strategy = Strategy.All[seed % Strategy.All.Count];
        var cluster = A.Cluster(nodes);
        var placed = new List<Pod>();
        for (var i = 0; i < 60; i++)
        {
            if (placed.Count > 0 && random.Next(4) == 0)
            {
                var gone = placed[random.Next(placed.Count)];
                placed.Remove(gone);
                cluster = cluster.Without(gone);
            }
            var pod = A.Pod($"pod-{i}", $"{random.Next(0, 1500)}m", $"{random.Next(0, 2048)}Mi");
            var decision = Scheduling.Schedule(cluster, pod, strategy);
            if (decision.Node is null)
            {
                decision.Rejected.Count.ShouldBe(nodes.Count, "a pod stays pending only if every node has a reason");
                continue;
            }
            decision.Rejected.Keys.ShouldNotContain(decision.Node);
            pod = pod with { Spec = pod.Spec with { NodeName = decision.Node } };
            placed.Add(pod);
            cluster = cluster.With(pod);
        }

        foreach (var node in nodes)
        {
            var here = placed.Where(pod => pod.Spec.NodeName == node.Metadata.Name).ToList();
            var allocatable = node.Status.Allocatable!;
            ((decimal)here.Count).ShouldBeLessThanOrEqualTo(allocatable["pods"].Value);
            foreach (var resource in new[] { "cpu", "memory" })
            {
                var used = here.Sum(pod => PodRequests.Of(pod).GetValueOrDefault(resource));
                used.ShouldBeLessThanOrEqualTo(allocatable[resource].Value);
                cluster.Find(node.Metadata.Name!)!.Requested.GetValueOrDefault(resource).ShouldBe(used, "the kept sums are the sums");
            }
            if (node.Spec.Unschedulable == true || node.Status.Conditions![0].Status != "True") here.ShouldBeEmpty();
        }
    }

    private static Node RandomNode(Random random, string name)
    {
        var node = A.Node(name, $"{random.Next(1, 9)}", $"{random.Next(1, 9)}Gi", random.Next(1, 20), random.Next(5) == 0 ? "Unknown" : "True");
        return node with { Spec = new NodeSpec { Unschedulable = random.Next(5) == 0 } };
    }
}
