using System.Net;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests;

/// <summary>exec and attach through a kubelet's server, with containers of a real engine.</summary>
public sealed class RemoteCommandStories : IAsyncLifetime
{
    private const string Exec = "/exec/default/web/first?stdin=true&stdout=true&stderr=true";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly string cluster = $"exec-test-{Guid.NewGuid():N}"[..20];
    private readonly TestNode node = new();
    private DockerEndpoint endpoint = null!;
    private DockerRuntime runtime = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.ToString());
        await DuckImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, Token);
        runtime = new DockerRuntime(endpoint, cluster, ServiceRange.Parse(ServiceRanges.Next()), "node-1", TimeProvider.System, NullLogger.Instance);
        node.Options = node.Options with { Cluster = cluster };
        await node.StartAsync(runtime);
        node.Declare(spec: spec => spec with
        {
            Containers = [new Container { Name = "first", Image = DuckImage.Name, Command = ["sh", "-c", "while read line; do echo read $line; done"], Stdin = true }],
        });
        await node.UntilRunningAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await runtime.DisposeAsync();
        await DockerCleaner.CleanAsync(endpoint, cluster, TimeProvider.System, CancellationToken.None);
    }

    [Fact]
    public async Task A_command_gets_its_input_and_tells_its_exit_code()
    {
        using var client = await ConnectAsync($"{Exec}&command=sh&command=-c&command=cat;exit%207");
        await client.SendAsync("quack", Token);
        await client.CloseInputAsync(Token);
        var status = await client.EndAsync(Token);
        client.Output.ToString().ShouldBe("quack");
        (status.Outcome, status.Reason).ShouldBe(("Failure", "NonZeroExitCode"));
        var cause = status.Details!.Causes.ShouldHaveSingleItem();
        (cause.Reason, cause.Message).ShouldBe(("ExitCode", "7"));
    }

    [Fact]
    public async Task A_command_that_ends_well_is_a_success()
    {
        using var client = await ConnectAsync($"{Exec}&command=true");
        (await client.EndAsync(Token)).Outcome.ShouldBe("Success");
    }

    [Fact]
    public async Task Who_attaches_speaks_with_the_container()
    {
        using var client = await ConnectAsync("/attach/default/web/first?stdin=true&stdout=true&stderr=true");
        await client.SendAsync("hello\n", Token);
        var end = client.EndAsync(Token);
        await Eventually.Async("it answers", Soon, () => client.Output.ToString() == "read hello\n");
        await runtime.StopContainerAsync(await FirstAsync(), TimeSpan.Zero, Token);
        (await end.WaitAsync(Soon, Token)).Outcome.ShouldBe("Success");
    }

    [Fact]
    public async Task A_client_that_is_gone_leaves_no_command_behind_that_waits_for_it()
    {
        var client = await ConnectAsync($"{Exec}&command=cat");
        await ProcessesAsync("cat", 1);
        client.Abort();
        await ProcessesAsync("cat", 0);
    }

    [Fact]
    public async Task A_kubelet_that_stops_ends_its_sessions()
    {
        using var client = await ConnectAsync($"{Exec}&command=cat");
        await node.StopAsync().WaitAsync(Soon, Token);
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => client.EndAsync(Token).WaitAsync(Soon, Token));
    }

    [Fact]
    public async Task An_ephemeral_container_sees_its_target_ends_once_and_its_status_stays()
    {
        var pod = node.Pod()!;
        node.Api.Put(pod with
        {
            Metadata = pod.Metadata with { Generation = 2 },
            Spec = pod.Spec with
            {
                EphemeralContainers =
                [
                    new EphemeralContainer { Name = "debugger", Image = DuckImage.Name, Command = ["sh", "-c", "ps; exit 3"], TargetContainerName = "first" },
                ],
            },
        });
        await node.UntilAsync("it has ended", () => node.Pod()?.Status.EphemeralContainerStatuses is [{ State.Terminated.ExitCode: 3 }]);
        await node.SettleAsync();
        node.Pod()!.Status.EphemeralContainerStatuses.ShouldHaveSingleItem().RestartCount.ShouldBe(0);
        node.Pod()!.Status.Phase.ShouldBe("Running");
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        (await http.GetStringAsync("/containerLogs/default/web/debugger", Token)).ShouldContain("while read line");
    }

    [Theory]
    [InlineData("/exec/default/nope/first?command=true&stdout=true", 404, "pod \"nope\" is not on this node")]
    [InlineData("/exec/default/web/nope?command=true&stdout=true", 400, "container not found (\"nope\")")]
    [InlineData("/attach/default/web/nope?stdout=true", 400, "container not found (\"nope\")")]
    [InlineData("/exec/default/web/first?stdout=true", 400, "at least one command")]
    [InlineData("/exec/default/web/first?command=true", 400, "at least 1 of stdin, stdout, stderr")]
    [InlineData("/exec/default/web/first?command=true&stdout=maybe", 400, "neither true nor false")]
    [InlineData("/exec/default/web/first?command=true&stdout=true", 400, "upgrade")]
    public async Task What_cannot_be_served_is_told(string path, int code, string words)
    {
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        using var answer = await http.GetAsync(path, Token);
        answer.StatusCode.ShouldBe((HttpStatusCode)code);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain(words);
    }

    private async Task<string> FirstAsync() =>
        (await runtime.ListAsync(Token)).Sandboxes.ShouldHaveSingleItem().Containers.Single(one => one.State == Kubelet.Runtime.ContainerLife.Running).Id;

    private Task<ExecClient> ConnectAsync(string path) => ExecClient.ConnectAsync(node.Kubelet!.Address, path, Token);

    private async Task ProcessesAsync(string name, int count)
    {
        var container = await FirstAsync();
        await Eventually.Async($"{count} processes are {name}", Soon, async () =>
        {
            using var output = new MemoryStream();
            await runtime.ExecAsync(container, ["sh", "-c", $"ps -o comm | grep -cx {name}"], new() { Stdout = output }, Token);
            return System.Text.Encoding.UTF8.GetString(output.ToArray()).Trim() == $"{count}";
        });
    }
}
