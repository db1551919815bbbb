using DuckBus.Clients.Tests.Tour;

namespace DuckBus.Clients.Tests.Node;

/// <summary>npm's @kubernetes/client-node, unmodified.</summary>
public sealed class NodeTests(KubectlCluster cluster, NodeClient client)
{
    [Fact]
    public async Task It_creates_and_patches()
    {
        using var kubectl = await cluster.KubectlAsync();

        var said = await ClientStories.PlayAsync(cluster.Kubeconfig, "node", client.Story, "createAndPatch", kubectl.Namespace);

        said.ShouldBe("""
            created conf
            strategic {"x":"1","y":"2"}
            merged {"x":"1"}
            patched {"x":"3"}
            refused 409
            left 0

            """);
    }

    [Fact]
    public async Task It_reads_logs_runs_commands_and_forwards_ports()
    {
        using var kubectl = await cluster.KubectlAsync();
        var pod = await ClientStories.DuckAsync(kubectl);

        var said = await ClientStories.PlayAsync(cluster.Kubeconfig, "node", client.Story, "talk", kubectl.Namespace, pod);

        said.ShouldContain($"log duck {pod} quacks on port 8080");
        said.ShouldContain("exec hello 3");
        said.ShouldContain("forwarded HTTP/1.1 200 OK");
    }

    [Fact]
    public Task An_informer_goes_on_after_a_restart_of_the_server() => ClientStories.FollowAcrossARestartAsync("node", client.Story, "follow");
}
