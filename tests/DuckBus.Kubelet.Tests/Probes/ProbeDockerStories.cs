using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Probes;
using DuckBus.Model.Values;

namespace DuckBus.Kubelet.Tests.Probes;

/// <summary>Probes of every kind, on a real Docker engine.</summary>
public sealed class ProbeDockerStories : IAsyncLifetime
{
    private readonly DockerNode docker = new();

    private TestNode Node => docker.Node;

    public ValueTask InitializeAsync() => docker.InitializeAsync();

    public ValueTask DisposeAsync() => docker.DisposeAsync();

    [Fact]
    public async Task A_liveness_failure_restarts_only_that_container_and_readiness_follows_what_is_served()
    {
        await Node.StartAsync(docker.Runtime);
        Declare(
            Duck("serving") with
            {
                Command = ["sh", "-c", "mkdir -p /www && httpd -p 8080 -h /www && exec sleep 600"],
                Ports = [new ContainerPort { Name = "web", Port = 8080 }],
                ReadinessProbe = Every(new Probe { HttpGet = new HttpGetAction { Path = "/ready.txt", Port = new IntOrString("web") } }),
            },
            Duck("mortal") with
            {
                Command = ["sleep", "600"],
                LivenessProbe = Every(new Probe { Exec = new ExecAction { Command = ["sh", "-c", "test ! -e /tmp/sick || { echo quack; false; }"] }, TerminationGracePeriodSeconds = 1 }),
                ReadinessProbe = Every(new Probe { TcpSocket = new TcpSocketAction { Port = new IntOrString(8080) } }),
            });
        await Node.UntilAsync("the one that listens is ready", () => Status("mortal") is { Ready: true });
        await Node.UntilAsync("an event says why the other is not", () => Says("Readiness probe failed: HTTP probe failed with statuscode: 404"));
        Status("serving")!.Ready.ShouldBeFalse();
        await RunAsync("serving", "echo quack > /www/ready.txt");
        await Node.UntilAsync("the page is there", () => Status("serving") is { Ready: true });
        await RunAsync("mortal", "touch /tmp/sick");
        await Node.UntilAsync("it is restarted", () => Status("mortal") is { RestartCount: 1, Ready: true });
        (Status("serving") is { RestartCount: 0, Ready: true }).ShouldBeTrue();
        await Node.UntilAsync("events say why", () =>
            Says("Liveness probe failed: quack\n") && Says("Container mortal failed liveness probe, will be restarted"));
        await RunAsync("serving", "rm /www/ready.txt");
        await Node.UntilAsync("it is taken out again", () => Status("serving") is { Ready: false, RestartCount: 0 });
    }

    [Fact]
    public async Task A_server_that_listens_on_localhost_only_is_not_reached()
    {
        await Node.StartAsync(docker.Runtime);
        Declare(Duck("shy") with
        {
            Command = ["sh", "-c", "httpd -p 127.0.0.1:8080 -h / && exec sleep 600"],
            ReadinessProbe = Every(new Probe { TcpSocket = new TcpSocketAction { Port = new IntOrString(8080) } }),
        });
        await Node.UntilAsync("it is refused", () => Node.Api.All<Event>().Any(one =>
            one.Message!.StartsWith("Readiness probe failed: dial tcp ", StringComparison.Ordinal) && one.Message.EndsWith(":8080: connect: connection refused", StringComparison.Ordinal)));
    }

    private static Container Duck(string name) => new() { Name = name, Image = DuckImage.Name };

    private static Probe Every(Probe probe) => probe with { PeriodSeconds = 1, FailureThreshold = 1, TimeoutSeconds = 5 };

    private void Declare(params Container[] containers) => Node.Declare(spec: spec => spec with { Containers = containers });

    private ContainerStatus? Status(string container) => Node.Pod()?.Status.ContainerStatuses?.FirstOrDefault(one => one.Name == container);

    private bool Says(string message) => Node.Api.All<Event>().Any(one => one.Message == message);

    private async Task RunAsync(string container, string script) =>
        (await docker.Runtime.ExecAsync(
            Status(container)!.ContainerID!["docker://".Length..], ["sh", "-c", script], new ContainerStreams(), CancellationToken.None)).ShouldBe(0);
}
