using System.Net;
using System.Net.Sockets;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Probes;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Tests.Probes;

/// <summary>Probes in the life of a pod, on an engine in memory.</summary>
public sealed class ProbeStories : IAsyncDisposable
{
    private static readonly Probe EverySecond = new() { Exec = new ExecAction { Command = ["check"] }, PeriodSeconds = 1, FailureThreshold = 1 };

    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_container_is_ready_from_the_first_success_until_it_fails()
    {
        node.Runtime.ExitCode = 1;
        await node.StartAsync();
        Declare(container => container with { ReadinessProbe = EverySecond });
        await node.UntilAsync("it runs and is not ready", () => node.Container() is { State.Running: not null, Ready: false, Started: true });
        Condition("Ready").ShouldBe("False ContainersNotReady");
        await node.UntilAsync("an event says why", () => Events("Unhealthy").Any(one => one.Message == "Readiness probe failed: command exited with 1"));
        node.Runtime.ExitCode = 0;
        await node.UntilAsync("it is ready", () => node.Container()!.Ready);
        Condition("Ready").ShouldBe("True ");
        node.Runtime.ExitCode = 1;
        await node.UntilAsync("it is not ready any more", () => !node.Container()!.Ready);
        node.Container()!.RestartCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_container_that_is_not_alive_is_restarted_and_a_startup_probe_holds_the_others_back()
    {
        node.Runtime.ExitCode = 1;
        await node.StartAsync();
        Declare(container => container with
        {
            StartupProbe = EverySecond with { FailureThreshold = 1000, PeriodSeconds = 1 },
            LivenessProbe = EverySecond with { TerminationGracePeriodSeconds = 3 },
        });
        await node.UntilAsync("it was asked twice", () => node.Runtime.Calls.Count(call => call.EndsWith(": check", StringComparison.Ordinal)) >= 2);
        (node.Container() is { Started: false, Ready: false, RestartCount: 0 }).ShouldBeTrue();
        node.Runtime.ExitCode = 0;
        await node.UntilAsync("it has started", () => node.Container() is { Started: true, Ready: true });
        var id = node.Runtime.Running.ShouldHaveSingleItem().Id;
        node.Runtime.ExitCode = 1;
        await node.UntilAsync("it is restarted", () => node.Runtime.Calls.Contains("start nginx 1"));
        node.Runtime.Calls.ShouldContain($"stop {id} grace 3");
        node.Runtime.ExitCode = 0;
        await node.UntilAsync("it is ready again", () => node.Container() is { Ready: true, RestartCount: 1 });
        await node.UntilAsync("an event says so", () => Events("Killing").Any(one => one.Message == "Container nginx failed liveness probe, will be restarted"));
    }

    [Fact]
    public async Task A_container_that_never_starts_is_restarted_for_its_startup_probe()
    {
        node.Runtime.ExitCode = 1;
        await node.StartAsync();
        Declare(container => container with { StartupProbe = EverySecond with { FailureThreshold = 2 } });
        await node.UntilAsync("it is restarted", () => node.Runtime.Calls.Contains("start nginx 1"));
        await node.UntilAsync("an event says why", () => Events("Killing").Any(one => one.Message == "Container nginx failed startup probe, will be restarted"));
    }

    [Fact]
    public async Task What_fails_on_the_network_is_told_with_the_address_of_the_pod()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        (node.Runtime.IsReached, node.Runtime.Inside) = (false, ((IPEndPoint)mute.LocalEndpoint).Port);
        var page = EverySecond with { Exec = null, HttpGet = new HttpGetAction { Path = "/ready", Port = new IntOrString("web") } };
        await node.StartAsync();
        Declare(container => container with { Ports = [new ContainerPort { Name = "web", Port = 8080 }], ReadinessProbe = page });
        await node.UntilAsync("it runs", () => node.Container() is { State.Running: not null });
        var ip = node.Pod()!.Status.PodIP;
        await node.UntilAsync("who does not answer is told of", () => Events("Unhealthy").Any(one =>
            one.Message == $"Readiness probe failed: Get \"http://{ip}:8080/ready\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"));
        mute.Stop();
        await node.UntilAsync("who does not listen is told of", () => Events("Unhealthy").Any(one =>
            one.Message == $"Readiness probe failed: Get \"http://{ip}:8080/ready\": dial tcp {ip}:8080: connect: connection refused"));
    }

    [Fact]
    public async Task Probes_need_no_API()
    {
        await node.StartAsync();
        Declare(container => container with { LivenessProbe = EverySecond, ReadinessProbe = EverySecond });
        await node.UntilRunningAsync();
        node.Api.Down = true;
        node.Runtime.ExitCode = 1;
        await node.UntilAsync("it is restarted", () => node.Runtime.Calls.Contains("start nginx 1"));
        node.Runtime.ExitCode = 0;
        node.Api.Down = false;
        await node.UntilAsync("the status catches up", () => node.Container() is { Ready: true, RestartCount: >= 1 });
    }

    [Fact]
    public async Task A_kubelet_that_restarts_does_not_take_a_ready_pod_out_of_service()
    {
        await node.StartAsync();
        Declare(container => container with { ReadinessProbe = EverySecond with { InitialDelaySeconds = 1 } });
        await node.UntilRunningAsync();
        await node.StopAsync();
        var statuses = node.Api.Statuses.Count;
        await node.StartAsync();
        await node.SettleAsync();
        node.Container()!.Ready.ShouldBeTrue();
        node.Api.Statuses.Count.ShouldBe(statuses, "nothing is new");
    }

    private void Declare(Func<Container, Container> change) =>
        node.Declare(spec: spec => spec with { Containers = [change(spec.Containers[0])] });

    private string Condition(string type) =>
        node.Pod()!.Status.Conditions!.Where(one => one.Type == type).Select(one => $"{one.Status} {one.Reason}").Single();

    private IReadOnlyList<Event> Events(string reason) => [.. node.Api.All<Event>().Where(one => one.Reason == reason)];
}
