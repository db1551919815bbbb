using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Tests.Hooks;

public sealed class HookStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Hooks_run_after_the_start_and_before_the_stop_and_count_into_the_grace_period()
    {
        await node.StartAsync();
        Declare(new Lifecycle { PostStart = Exec("hello"), PreStop = new LifecycleHandler { Sleep = new SleepAction { Seconds = 2 } } });
        await node.UntilRunningAsync();
        var id = node.Runtime.Running[0].Id;
        node.Runtime.Calls.ShouldContain($"exec {id}: hello");
        node.Api.Delete("default", "web", grace: 6);
        await node.UntilAsync("it is gone", () => node.Pod() is null);
        var stop = node.Runtime.Calls.Single(call => call.StartsWith($"stop {id} grace ", StringComparison.Ordinal));
        stop.ShouldBeOneOf($"stop {id} grace 4", $"stop {id} grace 3", $"stop {id} grace 2");
    }

    [Fact]
    public async Task A_container_whose_postStart_hook_fails_is_killed_and_tried_again()
    {
        node.Runtime.ExitCode = 1;
        await node.StartAsync();
        Declare(new Lifecycle { PostStart = Exec("hello") });
        await node.UntilAsync("an event says why", () =>
            node.Api.All<Event>().Any(one => one is { Reason: "FailedPostStartHook", Message: "PostStartHook failed: command exited with 1" }));
        node.Api.All<Event>().ShouldContain(one => one.Reason == "Started", "it was started before its hook was run");
        await node.UntilAsync("it is tried again", () => node.Runtime.Calls.Contains("start nginx 1"));
        node.Runtime.ExitCode = 0;
        await node.UntilRunningAsync();
    }

    [Fact]
    public async Task A_preStop_hook_that_fails_or_takes_too_long_does_not_keep_the_pod()
    {
        await node.StartAsync();
        Declare(new Lifecycle { PreStop = new LifecycleHandler { Sleep = new SleepAction { Seconds = 600 } } });
        await node.UntilRunningAsync();
        node.Api.Delete("default", "web", grace: 2);
        await node.UntilAsync("it is gone", () => node.Pod() is null);
        await node.UntilAsync("an event says why", () => node.Api.All<Event>().Any(one => one.Reason == "FailedPreStopHook"));
    }

    [Fact]
    public async Task A_runtime_without_processes_says_that_it_asks_nobody()
    {
        node.Runtime.RunsProcesses = false;
        await node.StartAsync();
        node.Declare(spec: spec => spec with
        {
            Containers = [spec.Containers[0] with { Lifecycle = new Lifecycle { PostStart = Exec("x") }, ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["x"] } } }],
        });
        await node.UntilRunningAsync();
        node.Runtime.Calls.ShouldNotContain(call => call.StartsWith("exec", StringComparison.Ordinal));
        await node.UntilAsync("it says so", () => node.Api.All<Event>().Any(one => one.Reason == "NotActedOn"));
    }

    private static LifecycleHandler Exec(string command) => new() { Exec = new ExecAction { Command = [command] } };

    private void Declare(Lifecycle lifecycle) => node.Declare(spec: spec => spec with { Containers = [spec.Containers[0] with { Lifecycle = lifecycle }] });
}
