using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Tests;

public sealed class SidecarStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Sidecars_start_first_serve_to_the_end_and_stop_last()
    {
        await node.StartAsync();
        node.Declare(policy: "Never", spec: spec => spec with
        {
            InitContainers = [.. new[] { "proxy", "log" }.Select(name => new Container { Name = name, Image = "duck:1", RestartPolicy = "Always" })],
        });
        await node.UntilRunningAsync();
        node.Runtime.Exit(Running("log"), 0);
        await node.UntilAsync("the sidecar runs again", () =>
            node.Pod()!.Status.InitContainerStatuses!.Any(one => one is { Name: "log", RestartCount: 1, Ready: true }));
        node.Runtime.Exit(Running("nginx"), 0);
        await node.UntilAsync("it succeeded", () => node.Pod()!.Status.Phase == "Succeeded");
        Calls("start").ShouldBe(["box", "proxy", "log", "nginx", "log"]);
        Calls("stop").Take(2).ShouldBe(["log", "proxy"]);
    }

    private string Running(string name) => node.Runtime.Running.Single(one => one.Name == name).Id;

    private IEnumerable<string> Calls(string verb) =>
        node.Runtime.Calls.Where(call => call.StartsWith(verb + " ", StringComparison.Ordinal)).Select(call => call.Split(' ', '-')[1]);
}
