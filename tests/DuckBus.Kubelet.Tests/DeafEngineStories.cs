using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests;

/// <summary>An engine that answers some calls and others never.</summary>
public sealed class DeafEngineStories : IAsyncLifetime
{
    private readonly DockerNode docker = new();
    private readonly ManualTimeProvider time = new();
    private DeafEngine engine = null!;
    private DockerRuntime runtime = null!;

    private TestNode Node => docker.Node;

    public async ValueTask InitializeAsync()
    {
        await docker.InitializeAsync();
        engine = new DeafEngine(docker.Endpoint);
        runtime = new DockerRuntime(engine.Endpoint, docker.Cluster, docker.Range, "node-1", time, Node.Logs.CreateLogger("node"));
        Node.Options = Node.Options with { NodeStatusPeriod = TimeSpan.FromMilliseconds(200) };
    }

    public async ValueTask DisposeAsync()
    {
        await Node.StopAsync();
        await runtime.DisposeAsync();
        await engine.DisposeAsync();
        await docker.DisposeAsync();
    }

    [Fact]
    public async Task A_kubelet_says_which_call_it_waits_for_and_its_node_is_not_ready_until_the_engine_answers_again()
    {
        await TurnDeafAsync(call => call.Contains("/networks?", StringComparison.Ordinal), () => Node.StartAsync(runtime));
        await Node.UntilAsync("the node says it", () => Ready()?.Message?.Contains("GET /networks for ", StringComparison.Ordinal) == true);
        Node.Kubelet!.NotReadyReason!.ShouldContain($"The Docker engine at {engine.Endpoint.SocketPath} has not answered GET /networks for ");
        await HealAsync();

        await TurnDeafAsync(call => call.Contains("/start ", StringComparison.Ordinal), () =>
        {
            Node.Declare(spec: spec => spec with { Containers = [new Container { Name = "web", Image = DuckImage.Name }] });
            return Task.CompletedTask;
        });
        Node.Kubelet.NotReadyReason.ShouldBeNull("a loaded machine takes as long");
        time.Advance(TimeSpan.FromSeconds(50));
        await Node.UntilAsync("the node is not ready", () => Ready() is { Status: "False", Reason: "KubeletNotReady", Message: { } why }
            && why.Contains("/start for ", StringComparison.Ordinal));
        await HealAsync();
        await Node.UntilRunningAsync();
        Node.Logs.All.Count(line => line.Contains("has not answered", StringComparison.Ordinal) && !line.Contains("for 2 min", StringComparison.Ordinal))
            .ShouldBe(2, Node.Logs.ToString());
        Node.Logs.All.Count(line => line.Contains("answers again", StringComparison.Ordinal)).ShouldBe(2, Node.Logs.ToString());
    }

    [Fact]
    public async Task A_cleaning_says_which_call_was_not_answered()
    {
        engine.IsDeafTo = call => call.Contains("/networks?", StringComparison.Ordinal);
        var failure = await Should.ThrowAsync<DockerException>(DockerCleaner.CleanAsync(
            engine.Endpoint, docker.Cluster, TimeSpan.FromSeconds(2), TimeProvider.System, NullLogger.Instance, CancellationToken.None));
        failure.Message.ShouldContain("has not answered GET /networks for 2 s. If it stays so, restart it");
    }

    private NodeCondition? Ready() => Node.Api.Get<Node>(null, "node-1")?.Status.Conditions?.FirstOrDefault(one => one.Type == "Ready");

    /// <summary>The engine turns deaf to some calls; when one hangs, time passes until it is told of.</summary>
    private async Task TurnDeafAsync(Func<string, bool> calls, Func<Task> cause)
    {
        var before = engine.Swallowed;
        engine.IsDeafTo = calls;
        await cause();
        await Node.UntilAsync("a call hangs", () => engine.Swallowed > before);
        time.Advance(EngineSilence.Told);
    }

    /// <summary>The engine answers again; what hangs is given up and made again.</summary>
    private async Task HealAsync()
    {
        engine.IsDeafTo = _ => false;
        time.Advance(TimeSpan.FromMinutes(2));
        await Node.UntilAsync("the node is ready", () => Node.Kubelet!.NotReadyReason is null && Ready()?.Status == "True");
    }
}
