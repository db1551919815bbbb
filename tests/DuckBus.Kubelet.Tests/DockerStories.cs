using DuckBus.Gateway;
using DuckBus.Kubelet.Accidents;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests;

/// <summary>The core stories again, on a real Docker engine.</summary>
public sealed class DockerStories : IAsyncLifetime
{
    private readonly string cluster = $"kubelet-test-{Guid.NewGuid():N}"[..22];
    private readonly TestNode node = new();
    private readonly ServiceRange range = ServiceRange.Parse(ServiceRanges.Next());
    private DockerEndpoint endpoint = null!;
    private DockerRuntime runtime = null!;

    public async ValueTask InitializeAsync()
    {
        endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.ToString());
        await DuckImage.EnsureAsync(endpoint, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        runtime = NewRuntime();
        node.Options = node.Options with { Cluster = cluster, Resync = TimeSpan.FromMinutes(5) }; // News alone must do.
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await runtime.DisposeAsync();
        await DockerCleaner.CleanAsync(endpoint, cluster, TimeProvider.System, CancellationToken.None);
    }

    [Fact]
    public async Task A_pod_of_two_containers_runs_shares_its_network_and_ends_when_deleted()
    {
        await node.StartAsync(runtime);
        Declare("sleep 600", second: "until wget -qO- http://127.0.0.1:8080/; do sleep 0.2; done; sleep 600", first: null);
        await node.UntilRunningAsync();
        var status = node.Pod()!.Status;
        status.ContainerStatuses!.Count.ShouldBe(2);
        status.ContainerStatuses.ShouldAllBe(one => one.Ready && one.ContainerID!.StartsWith("docker://", StringComparison.Ordinal));
        using var http = new HttpClient();
        (await http.GetStringAsync($"http://{status.PodIP}:8080/")).ShouldContain("web");
        using var kubelet = new HttpClient { BaseAddress = node.Kubelet!.Address };
        await Eventually.Async("the neighbour sees it on localhost", TimeSpan.FromSeconds(10), async () =>
            (await kubelet.GetStringAsync("/containerLogs/default/web/second")).Contains("web", StringComparison.Ordinal));

        node.Api.Delete("default", "web", grace: 1);
        await node.UntilAsync("it is gone from the API", () => node.Pod() is null);
        (await runtime.ListAsync(CancellationToken.None)).Sandboxes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_killed_container_is_back_at_once_and_a_crashing_one_waits()
    {
        await node.StartAsync(runtime);
        Declare("sleep 600");
        await node.UntilRunningAsync();
        var killed = Container();
        await runtime.StopContainerAsync(killed.Id, TimeSpan.Zero, CancellationToken.None);
        await node.UntilAsync("it runs again", () => node.Container() is { Ready: true, RestartCount: 1 });
        node.Container()!.LastState!.Terminated!.ExitCode.ShouldBe(137);
        await runtime.RemoveContainerAsync(Container().Id, CancellationToken.None);
        await node.UntilAsync("also when it was removed", () => node.Container() is { Ready: true, RestartCount: 2 });
    }

    [Fact]
    public async Task Accidents_are_noticed_and_told()
    {
        using var accidents = new DockerAccidents(endpoint, cluster, TimeProvider.System);
        await node.StartAsync(runtime);
        Declare("sleep 600");
        await node.UntilRunningAsync();
        (await accidents.KillAsync("node-1", "default", "web", CancellationToken.None)).ShouldBe(1);
        await node.UntilAsync("it is started again", () => node.Container() is { Ready: true, RestartCount: 1 });
        node.Container()!.LastState!.Terminated!.ExitCode.ShouldBe(137);

        await accidents.IntrudeAsync("node-1", "fake-container", CancellationToken.None);
        await node.UntilAsync("the intruder is gone", () => node.Logs.Has("◼ STOP: fake-container"));
    }

    [Fact]
    public async Task A_crash_loop_tells_its_exit_code_and_its_last_words()
    {
        await node.StartAsync(runtime);
        Declare("echo last words; exit 3");
        await node.UntilAsync("it waits", () => node.Container()?.State?.Waiting?.Reason == "CrashLoopBackOff" && node.Container()!.RestartCount >= 1);
        node.Container()!.LastState!.Terminated!.ExitCode.ShouldBe(3);
        using var kubelet = new HttpClient { BaseAddress = node.Kubelet!.Address };
        (await kubelet.GetStringAsync("/containerLogs/default/web/first?previous=true")).ShouldBe("last words\n");
    }

    [Fact]
    public async Task The_end_of_the_output_is_the_termination_message_of_who_wants_that()
    {
        await node.StartAsync(runtime);
        node.Declare(policy: "Never", spec: spec => spec with
        {
            Containers = [new Container { Name = "c", Image = DuckImage.Name, Command = ["sh", "-c", "echo last words; exit 3"], TerminationMessagePolicy = "FallbackToLogsOnError" }],
        });
        await node.UntilAsync("it tells", () => node.Container()?.State?.Terminated is { ExitCode: 3, Message: "last words\n" });
    }

    [Theory]
    [InlineData("File", "echo shown; echo last words > /words; exit 0", 0, "last words\n")]
    [InlineData("FallbackToLogsOnError", "echo shown; echo last words > /words; exit 3", 3, "last words\n")]
    [InlineData("FallbackToLogsOnError", "echo shown; exit 3", 3, "shown\n")]
    public async Task What_a_container_left_in_its_file_is_its_termination_message(string policy, string script, int exitCode, string message)
    {
        await node.StartAsync(runtime);
        node.Declare(policy: "Never", spec: spec => spec with
        {
            Containers = [new Container { Name = "c", Image = DuckImage.Name, Command = ["sh", "-c", script], TerminationMessagePath = "/words", TerminationMessagePolicy = policy }],
        });
        await node.UntilAsync("it tells", () => node.Container()?.State?.Terminated is { Message: not null } ended && (ended.ExitCode, ended.Message) == (exitCode, message));
    }

    [Fact]
    public async Task A_sandbox_that_somebody_removed_is_replaced()
    {
        await node.StartAsync(runtime);
        Declare("sleep 600");
        await node.UntilRunningAsync();
        var box = Sandboxes().ShouldHaveSingleItem();
        await runtime.RemoveContainerAsync(box.Id, CancellationToken.None);
        await node.UntilAsync("another runs", () => node.Container() is { Ready: true, RestartCount: 1 });
        var another = Sandboxes().ShouldHaveSingleItem();
        another.Id.ShouldNotBe(box.Id);
        another.Containers.Count(one => one.State == ContainerLife.Running).ShouldBe(1);
        await node.UntilAsync("nothing is left of the first", () => runtime.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Intruders.Count == 0);
    }

    [Fact]
    public async Task A_kubelet_that_restarts_without_the_API_goes_on_from_its_checkpoint()
    {
        await node.StartAsync(runtime);
        Declare("sleep 600");
        await node.UntilRunningAsync();
        await node.StopAsync();
        var kept = Container().Id;
        node.Api.Down = true;
        await node.StartAsync(runtime);
        await node.UntilAsync("the audience is told", () => node.Logs.Has("✓ Converged (1 container)"));
        Container().Id.ShouldBe(kept);
        await runtime.StopContainerAsync(kept, TimeSpan.Zero, CancellationToken.None);
        await node.UntilAsync("a crash is repaired", () => Sandboxes()[0].Containers.Any(one => one.State == ContainerLife.Running));
        var restarted = Container().Id;
        node.Api.Down = false;
        await node.UntilAsync("the status catches up", () => node.Container() is { Ready: true, RestartCount: 1 });
        Container().Id.ShouldBe(restarted);
    }

    [Fact]
    public async Task What_cannot_be_started_or_pulled_speaks_with_the_words_of_the_engine()
    {
        await node.StartAsync(runtime);
        Declare("sleep 600", command: ["/no/such/program"]);
        await node.UntilAsync("it says why", () => node.Container()?.State?.Waiting is { Reason: "RunContainerError" } waiting
            && waiting.Message!.Contains("no such file", StringComparison.Ordinal));
        node.Declare("image", spec: spec => spec with { Containers = [new Container { Name = "c", Image = "127.0.0.1:1/nothing:1" }] });
        await node.UntilAsync("it says why", () => node.Container("image")?.State?.Waiting is { Reason: "ErrImagePull", Message.Length: > 10 });
    }

    [Fact]
    public async Task Stopping_leaves_nothing_behind_when_told_so()
    {
        node.Options = node.Options with { StopPodsOnExit = true };
        await node.StartAsync(runtime);
        Declare("sleep 600");
        await node.UntilRunningAsync();
        await node.StopAsync();
        Sandboxes().ShouldBeEmpty();
    }

    private DockerRuntime NewRuntime() => new(endpoint, cluster, range, "node-1", TimeProvider.System, NullLogger.Instance);

    private void Declare(string script, string? second = null, string? first = "", IReadOnlyList<string>? command = null) => node.Declare(spec: spec => spec with
    {
        Containers =
        [
            new Container { Name = "first", Image = DuckImage.Name, Command = command ?? (first is null ? null : ["sh", "-c", script]) },
            .. second is null ? Array.Empty<Container>() : [new Container { Name = "second", Image = DuckImage.Name, Command = ["sh", "-c", second] }],
        ],
    });

    private IReadOnlyList<RuntimeSandbox> Sandboxes() => runtime.ListAsync(CancellationToken.None).GetAwaiter().GetResult().Sandboxes;

    private RuntimeContainer Container() => Sandboxes()[0].Containers.Single(one => one.State == ContainerLife.Running);
}
