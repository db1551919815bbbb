using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class SchedulingTests
{
    private static Pod New(string name, string? cpu = null) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = "main", Image = "duck",
                    Resources = cpu is null ? null : new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Model.Values.Quantity>(StringComparer.Ordinal) { ["cpu"] = Model.Values.Quantity.Parse(cpu) },
                    },
                },
            ],
        },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nine_pods_go_three_to_each_of_three_nodes_one_by_one_or_at_once(bool atOnce)
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1", "node-2", "node-3");
        var creates = Enumerable.Range(1, 9).Select(i => New($"nginx{i}"));
        if (atOnce) await Task.WhenAll(creates.Select(pod => cluster.Api.CreateAsync(pod, default)));
        else
            foreach (var pod in creates) await cluster.Api.CreateAsync(pod, default);
        await cluster.UntilPodsAsync("all are bound", pods => pods.Count(Pods.IsBound) == 9);
        (await cluster.ListAsync<Pod>()).CountBy(pod => pod.Spec.NodeName!).Select(each => each.Value).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task A_pod_that_fits_nowhere_stays_pending_and_says_why_and_starts_when_room_appears()
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(New("big", "8"), default);
        await cluster.UntilPodsAsync("it says that it does not fit", pods =>
            Conditions.Find(pods[0].Status.Conditions, "PodScheduled") is { Status: "False", Reason: "Unschedulable", Message: "0/1 nodes are available: 1 Insufficient cpu." });
        await cluster.UntilAsync<Event>("there is an event", events => events.Any(each => each.Reason == "FailedScheduling" && each.InvolvedObject.Name == "big"));
        await cluster.StartNodeAsync("node-2", cpu: "16");
        await cluster.UntilPodsAsync("it runs on the node that came", pods => pods[0].Spec.NodeName == "node-2" && Pods.IsReady(pods[0]));
        Conditions.IsTrue((await cluster.ListAsync<Pod>())[0].Status.Conditions, "PodScheduled").ShouldBeTrue();
    }

    [Fact]
    public async Task A_pending_pod_starts_when_another_leaves()
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(New("first", "3"), default);
        await cluster.UntilPodsAsync("the first runs", pods => Pods.IsReady(pods[0]));
        await cluster.Api.CreateAsync(New("second", "3"), default);
        await cluster.UntilPodsAsync("the second waits", pods => pods.Any(pod =>
            pod.Metadata.Name == "second" && Conditions.Find(pod.Status.Conditions, "PodScheduled")?.Status == "False"));
        await cluster.Api.DeleteAsync<Pod>("default", "first", new(), default);
        await cluster.UntilPodsAsync("the second runs", pods => pods.Count == 1 && Pods.IsReady(pods[0]));
    }
}
