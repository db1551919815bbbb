using System.Diagnostics;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class NodeLossTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    [Fact]
    public async Task Pods_of_a_killed_kubelet_run_elsewhere_within_ten_seconds_and_none_runs_twice_when_it_returns()
    {
        for (var i = 1; i <= 6; i++) await cluster.Api.PostAsync("/api/containers", $$"""{"name": "web{{i}}"}""");
        for (var i = 1; i <= 6; i++) await cluster.ContainerRunsAsync($"web{i}", TimeSpan.FromSeconds(60));
        var lost = (await cluster.Docker.RunningAsync()).Where(container => container.Node == "node-1").ToList();
        lost.Count.ShouldBe(2);

        var clock = Stopwatch.StartNew();
        await cluster.Parts["node-1"].KillAsync();
        await cluster.UntilAsync("the pods of node-1 run on other nodes", TimeSpan.FromSeconds(10), async () =>
        {
            var elsewhere = (await cluster.Docker.RunningAsync()).Where(container => container.Node != "node-1").Select(container => container.Container).ToHashSet();
            return (lost.All(container => elsewhere.Contains(container.Container)), string.Join(", ", elsewhere));
        });
        TestContext.Current.SendDiagnosticMessage($"node loss to recovery: {clock.Elapsed.TotalSeconds:0.0} s");

        await cluster.Parts["node-1"].StartAgainAsync();
        await cluster.UntilAsync("each container runs exactly once", TimeSpan.FromSeconds(20), async () =>
        {
            var running = await cluster.Docker.RunningAsync();
            return (running.Count == 6 && running.DistinctBy(container => container.Container).Count() == 6, string.Join(", ", running));
        });
        await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(20));
        await cluster.UntilAsync("the pods that were lost are gone from the API", TimeSpan.FromSeconds(20), async () =>
        {
            var pods = await cluster.Api.ItemsAsync("/api/v1/pods");
            return (pods.Count == 6, string.Join(", ", pods.Select(pod => $"{pod!["metadata"]!["name"]} on {pod["spec"]!["nodeName"]}")));
        });
        await cluster.ClearAsync();
    }
}
