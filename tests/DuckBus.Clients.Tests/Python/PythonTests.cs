using DuckBus.Clients.Tests.Tour;

namespace DuckBus.Clients.Tests.Python;

/// <summary>Debian's python3-kubernetes, unmodified.</summary>
public sealed class PythonTests(KubectlCluster cluster)
{
    private const string Interpreter = "/usr/bin/python3";

    private static readonly string Story = Path.Combine(AppContext.BaseDirectory, "Python", "story.py");

    [Fact]
    public async Task It_creates_and_patches()
    {
        using var kubectl = await cluster.KubectlAsync();

        var said = await ClientStories.PlayAsync(cluster.Kubeconfig, Interpreter, Story, "create_and_patch", kubectl.Namespace);

        said.ShouldBe("""
            created conf
            merged [('x', '1'), ('y', '2')]
            patched [('y', '2')]
            listed ['conf']
            refused 409 Conflict
            left 0

            """);
    }

    [Fact]
    public async Task It_reads_logs_runs_commands_and_forwards_ports()
    {
        using var kubectl = await cluster.KubectlAsync();
        var pod = await ClientStories.DuckAsync(kubectl);

        var said = await ClientStories.PlayAsync(cluster.Kubeconfig, Interpreter, Story, "talk", kubectl.Namespace, pod);

        said.ShouldContain($"log duck {pod} quacks on port 8080");
        said.ShouldContain("exec ['hello', 'oops']");
        said.ShouldContain("shell typed 3");
        said.ShouldContain("forwarded HTTP/1.1 200 OK");
    }

    [Fact]
    public Task A_watch_goes_on_after_a_restart_of_the_server() => ClientStories.FollowAcrossARestartAsync(Interpreter, Story, "follow");
}
