using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

[Collection(ClusterCollection.Name)]
public sealed class ApiServerDownTests(ClusterFixture fixture)
{
    private readonly TestCluster cluster = fixture.Cluster;

    [Fact]
    public async Task Without_an_api_server_a_crashed_container_is_restarted_and_nothing_is_restarted_when_it_is_back()
    {
        await cluster.Api.PostAsync("/api/containers", """{"name": "stays", "node": "node-1"}""");
        await cluster.Api.PostAsync("/api/containers", """{"name": "crashes", "node": "node-1"}""");
        await cluster.ContainerRunsAsync("stays", TimeSpan.FromSeconds(30));
        await cluster.ContainerRunsAsync("crashes", TimeSpan.FromSeconds(30));
        var stays = (await cluster.DockerContainersAsync("stays")).Single();
        var crashes = (await cluster.DockerContainersAsync("crashes")).Single();

        await cluster.Parts["apiserver-1"].KillAsync();
        await cluster.Parts["apiserver-2"].KillAsync();
        await cluster.Docker.KillAsync(crashes.Id);
        string restarted = "";
        await cluster.UntilAsync("the kubelet restarts the container by itself", TimeSpan.FromSeconds(15), async () =>
        {
            var now = await cluster.DockerContainersAsync("crashes");
            restarted = now.SingleOrDefault()?.Id ?? "";
            return (restarted.Length > 0 && restarted != crashes.Id, string.Join(", ", now));
        });
        await cluster.UntilAsync("the kubelet says that it goes on from its local state", TimeSpan.FromSeconds(15), () =>
            Task.FromResult((cluster.Parts["node-1"].Output.Contains("⚠ API unreachable, using local state", StringComparison.Ordinal), "")));

        // A kubelet that restarts meanwhile goes on from its checkpoint.
        await cluster.Parts["node-1"].KillAsync();
        await cluster.Docker.KillAsync(restarted);
        await cluster.Parts["node-1"].StartAgainAsync();
        await cluster.UntilAsync("a kubelet that restarted without an API server restarts the container", TimeSpan.FromSeconds(20), async () =>
        {
            var now = await cluster.DockerContainersAsync("crashes");
            return (now.Count == 1 && now[0].Id != restarted, string.Join(", ", now));
        });
        (await cluster.DockerContainersAsync("stays")).Single().Id.ShouldBe(stays.Id, "a kubelet that restarts adopts what runs");
        restarted = (await cluster.DockerContainersAsync("crashes")).Single().Id;

        await cluster.Parts["apiserver-1"].StartAgainAsync();
        await cluster.Parts["apiserver-2"].StartAgainAsync();
        await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(30));
        var restarts = 0;
        await cluster.UntilAsync("the status catches up", TimeSpan.FromSeconds(20), async () =>
        {
            var container = await cluster.ContainerRunsAsync("crashes", TimeSpan.FromSeconds(15));
            restarts = (int)container["pods"]![0]!["restarts"]!;
            return (restarts >= 2, container.ToJsonString());
        });

        (await cluster.DockerContainersAsync("stays")).Single().Id.ShouldBe(stays.Id, "no container is restarted for it");
        (await cluster.DockerContainersAsync("crashes")).Single().Id.ShouldBe(restarted, "no container is restarted for it");
        await cluster.ClearAsync();
    }
}
