using System.Text.Json.Nodes;
using DuckBus.Client.Objects;
using DuckBus.Controllers.Tests.DaemonSets;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class DaemonSetTests
{
    private static readonly string[] Nodes = ["node-1", "node-2", "node-3"];

    private static DaemonSet New() => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "agent" },
        Spec = new DaemonSetSpec { Selector = new LabelSelector { MatchLabels = A.Labels(("app", "web")) }, Template = A.Template() },
    };

    private static bool IsComplete(DaemonSet set, int nodes) =>
        set.Status.ObservedGeneration == set.Metadata.Generation
        && (set.Status.DesiredNumberScheduled, set.Status.UpdatedNumberScheduled, set.Status.NumberAvailable) == (nodes, nodes, nodes);

    private static bool AreOn(IReadOnlyList<Pod> pods, params string[] nodes) =>
        pods.All(Pods.IsReady) && pods.Select(pod => pod.Spec.NodeName).Order(StringComparer.Ordinal).SequenceEqual(nodes);

    private static Task<DaemonSet> ImageAsync(TestCluster cluster, string image) => cluster.Api.MergePatchAsync<DaemonSet>(
        "default", "agent",
        new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) },
                },
            },
        }, null, default);

    [Fact]
    public async Task Every_node_has_one_pod_also_those_that_come_later_or_are_cordoned()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, Nodes);
        await cluster.Api.CreateAsync(New(), default);
        await cluster.UntilAsync<DaemonSet>("all have one", all => IsComplete(all[0], 3));
        await cluster.UntilPodsAsync("each on its node", pods => AreOn(pods, Nodes));

        await cluster.Api.MergePatchAsync<Node>(null, "node-1", new() { ["spec"] = new JsonObject { ["unschedulable"] = true } }, null, default);
        var victim = (await cluster.PodsAsync(pod => pod.Spec.NodeName == "node-1"))[0];
        await cluster.Api.DeleteAsync<Pod>("default", victim.Metadata.Name!, new(), default);
        await cluster.StartNodeAsync("node-4");
        await cluster.UntilPodsAsync("the new node has one, and the cordoned one again", pods =>
            AreOn(pods, [.. Nodes, "node-4"]) && pods.All(pod => pod.Metadata.Uid != victim.Metadata.Uid));

        await cluster.Api.MergePatchAsync<Node>(
            null, "node-2", new() { ["spec"] = new JsonObject { ["taints"] = new JsonArray(new JsonObject { ["key"] = "mine", ["effect"] = "NoExecute" }) } }, null, default);
        await cluster.UntilPodsAsync("the tainted one has none", pods => AreOn(pods, "node-1", "node-3", "node-4"));

        await cluster.Api.DeleteAsync<DaemonSet>("default", "agent", new(), default);
        await cluster.UntilPodsAsync("all are gone", pods => pods.Count == 0);
        await cluster.UntilAsync<ControllerRevision>("the history too", all => all.Count == 0);
    }

    [Fact]
    public async Task A_new_template_reaches_every_node_and_a_former_one_gets_the_next_number()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, Nodes);
        await cluster.Api.CreateAsync(New(), default);
        await cluster.UntilAsync<DaemonSet>("all have one", all => IsComplete(all[0], 3));
        foreach (var (image, numbers) in new[] { ("goose", new[] { 1L, 2L }), ("duck", [2L, 3L]) })
        {
            await ImageAsync(cluster, image);
            await cluster.UntilAsync<DaemonSet>($"{image} is rolled out", all => IsComplete(all[0], 3));
            (await cluster.ListAsync<Pod>()).Where(Pods.IsActive).ShouldAllBe(pod => pod.Spec.Containers[0].Image == image);
            (await cluster.ListAsync<ControllerRevision>()).Select(revision => revision.Revision).Order().ShouldBe(numbers);
        }
    }

    [Fact]
    public async Task With_a_surge_no_node_is_ever_without_a_ready_pod()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, Nodes);
        var set = New();
        await cluster.Api.CreateAsync(set with { Spec = set.Spec with { UpdateStrategy = DaemonSetStories.Set("0", "1").Spec.UpdateStrategy } }, default);
        await cluster.UntilAsync<DaemonSet>("all have one", all => IsComplete(all[0], 3));
        await ImageAsync(cluster, "goose");
        await cluster.UntilPodsAsync("all are new, and never was one missing", pods =>
        {
            pods.Where(pod => Pods.IsReady(pod) || Pods.IsTerminating(pod)).Select(pod => pod.Spec.NodeName).Distinct().Count().ShouldBe(3);
            return pods.Count == 3 && pods.All(pod => pod.Spec.Containers[0].Image == "goose" && Pods.IsReady(pod));
        });
    }
}
