using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Tests;

/// <summary>A pod that terminates leaves the services before its containers hear of it.</summary>
public sealed class DrainStories : IAsyncDisposable
{
    private readonly TestNode node = new();
    private readonly FakeDrain drain = new();

    public DrainStories() => node.Drain = drain;

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Its_containers_are_told_to_stop_once_no_service_knows_it()
    {
        await node.StartAsync();
        node.Declare(spec: spec => spec with
        {
            Containers = [spec.Containers[0] with { Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { Exec = new ExecAction { Command = ["bye"] } } } }],
        });
        await node.UntilRunningAsync();
        node.Api.Delete("default", "web", grace: 30);
        await node.UntilAsync("it asks", () => !drain.Asked.IsEmpty);
        drain.Asked.ShouldHaveSingleItem().ToString().ShouldBe(node.Pod()!.Status.PodIP);
        node.Runtime.Calls.ShouldNotContain(call => call.StartsWith("exec", StringComparison.Ordinal) || call.StartsWith("stop", StringComparison.Ordinal));

        drain.LetGo();

        await node.UntilAsync("it is gone", () => node.Pod() is null);
        node.Runtime.Calls.ShouldContain(call => call.EndsWith(": bye", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_goes_at_once_if_it_is_to_go_at_once()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Api.Delete("default", "web", grace: 30);
        await node.UntilAsync("it asks", () => !drain.Asked.IsEmpty);

        node.Api.Delete("default", "web", grace: 0);

        await node.UntilAsync("it is gone", () => node.Pod() is null && node.Runtime.Sandboxes.Count == 0);
    }

    [Fact]
    public async Task A_restart_of_a_container_asks_nobody()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Runtime.Exit(node.Runtime.Running[0].Id, 1);
        await node.UntilAsync("it runs again", () => node.Runtime.Running is [{ Attempt: 1 }]);
        drain.Asked.ShouldBeEmpty();
    }
}
