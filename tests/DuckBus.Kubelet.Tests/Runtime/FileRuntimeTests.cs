using DuckBus.Kubelet.Files;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests.Runtime;

public sealed class FileRuntimeTests : RuntimeConformance
{
    private readonly string root = Directory.CreateTempSubdirectory("duckbus-files-").FullName;

    private string NodeFile => Path.Combine(root, Cluster, "node-1_running.txt");

    [Fact]
    public async Task It_says_why_there_is_nothing_to_run_a_command_in()
    {
        var (_, container) = await RunAsync(Pod("web"), "web");
        var streams = new ContainerStreams();
        foreach (var call in new Func<Task>[]
        {
            () => Runtime.ExecAsync(container.Id, ["true"], streams, Token),
            () => Runtime.AttachAsync(container.Id, streams, Token),
            () => Runtime.StatsAsync([container.Id], Token),
        })
            (await Should.ThrowAsync<RuntimeException>(call)).Message.ShouldContain("the file runtime runs no processes");
    }

    [Fact]
    public async Task The_file_has_one_line_a_container_while_it_runs()
    {
        var (sandbox, container) = await RunAsync(Pod("nginx-x7k2p"), "nginx");
        await StartInAsync(sandbox, Pod("nginx-x7k2p"), "sidecar");
        (await File.ReadAllLinesAsync(NodeFile)).ShouldBe(["nginx-x7k2p", "nginx-x7k2p/sidecar"]);
        await Runtime.StopContainerAsync(container.Id, TimeSpan.Zero, Token);
        (await File.ReadAllLinesAsync(NodeFile)).ShouldBe(["nginx-x7k2p/sidecar"]);
        await Runtime.RemoveSandboxAsync(sandbox, Token);
        (await File.ReadAllLinesAsync(NodeFile)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_without_line_feed_is_not_run_together_with_the_next()
    {
        await File.AppendAllTextAsync(NodeFile, "fake");
        await RunAsync(Pod("web"), "web");
        (await File.ReadAllLinesAsync(NodeFile)).ShouldBe(["fake", "web"]);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_makes_intruders_of_all_lines()
    {
        await RunAsync(Pod("web"), "web");
        await File.WriteAllTextAsync(Path.Combine(root, Cluster, "node-1_state.json"), "{ torn");
        var later = await OpenAsync(Cluster, "node-1");
        (await later.ListAsync(Token)).Intruders.ShouldHaveSingleItem().Name.ShouldBe("web");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_said_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "taken"), "");
        var error = await Should.ThrowAsync<RuntimeException>(() => OpenAsync("taken", "node-1"));
        error.Message.ShouldContain(Path.Combine(root, "taken"));
    }

    [Theory]
    [InlineData("default", "nginx-x7k2p", "nginx", "nginx-x7k2p")]
    [InlineData("default", "web", "web", "web")]
    [InlineData("default", "webshop", "web", "webshop/web")]
    [InlineData("default", "web-1", "sidecar", "web-1/sidecar")]
    [InlineData("shop", "web-1", "web", "shop:web-1")]
    [InlineData("default", "taken", "taken", "taken/taken")]
    [InlineData("default", "taken", "x", "taken/x#2")]
    public void A_line_says_the_pod_and_the_container_where_it_has_another_name(string ns, string pod, string container, string line)
    {
        string[] taken = ["taken", "taken/x"];
        FileLine.Of(new PodIdentity(ns, pod, "u"), container, taken.Contains).ShouldBe(line);
    }

    protected override Task BeginAsync() => Task.CompletedTask;

    protected override Task EndAsync()
    {
        Directory.Delete(root, recursive: true);
        return Task.CompletedTask;
    }

    protected override IContainerRuntime Create(string cluster, string node) =>
        new FileRuntime(Path.Combine(root, cluster), node, TimeProvider.System, NullLogger.Instance);

    protected override async Task CrashAsync(RuntimeContainer container) =>
        await File.WriteAllLinesAsync(NodeFile, (await File.ReadAllLinesAsync(NodeFile)).Where(l => l != "web"));

    protected override Task IntrudeAsync(string name) => File.AppendAllTextAsync(NodeFile, name + "\n");
}
