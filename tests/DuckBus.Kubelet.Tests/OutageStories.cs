using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Tests;

/// <summary>What a node does while the API is away, and after the kubelet itself was.</summary>
public sealed class OutageStories : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Before_anything_is_known_of_what_is_declared_nothing_is_removed()
    {
        node.Api.Down = true;
        node.Runtime.Intrude("stranger");
        await node.StartAsync();
        await node.UntilAsync("the API is missed", () => node.Logs.Has("⚠ API unreachable, using local state"));
        await node.SettleAsync();
        node.Runtime.Intruders.ShouldBe(1);
        node.Api.Down = false;
        await node.UntilAsync("now it is known", () => node.Runtime.Intruders == 0);
    }

    [Fact]
    public async Task Without_the_API_a_crashed_container_is_restarted_and_nothing_else_happens()
    {
        await node.StartAsync();
        node.Declare("one");
        node.Declare("two");
        await node.UntilRunningAsync("one");
        await node.UntilRunningAsync("two");
        await node.UntilAsync("what is declared was listed, not only told by events", () => node.Kubelet!.NotReadyReason is null);
        node.Api.Down = true;
        await node.UntilAsync("the audience is told", () =>
            node.Logs.Has("⚠ API unreachable, using local state") && node.Logs.Has("✓ Converged (2 containers)"));
        var kept = node.Runtime.Running.Select(one => one.Id).Order().ToList();
        node.Runtime.Exit(kept[0], 1);
        await node.UntilAsync("it is restarted", () => node.Runtime.Running.Count == 2);
        node.Runtime.Running.Select(one => one.Id).ShouldContain(kept[1]);
        var running = node.Runtime.Running.Select(one => one.Id).Order().ToList();
        node.Api.Down = false;
        await node.UntilAsync("the status catches up", () =>
            node.Container("one")!.RestartCount + node.Container("two")!.RestartCount == 1);
        await node.SettleAsync();
        node.Runtime.Running.Select(one => one.Id).Order().ToList().ShouldBe(running, "no container is restarted because the API is back");
    }

    [Fact]
    public async Task A_heartbeat_whose_answer_was_lost_does_not_cost_the_next_one_too()
    {
        const string renewal = "PUT /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-1";
        await node.StartAsync();
        await node.UntilAsync("the node is known", () => node.Api.Requests.Contains(renewal));
        node.Api.LosesAnswers = true;
        var before = node.Api.Requests.Count(request => request == renewal);
        await node.UntilAsync("a renewal whose answer is lost", () => node.Api.Requests.Count(request => request == renewal) > before);
        node.Api.LosesAnswers = false;
        await node.UntilAsync("it is renewed again", () => node.Api.Requests.Count(request => request == renewal) > before + 3);
        node.Logs.Has("heartbeat was refused").ShouldBeFalse("409: it would try with the version from before its own write");
    }

    [Fact]
    public async Task A_kubelet_that_restarts_without_the_API_goes_on_from_its_checkpoint()
    {
        node.Api.Put(new ConfigMap
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "settings" },
            Data = new Dictionary<string, string> { ["color"] = "yellow" },
        });
        await node.StartAsync();
        node.Declare(spec: spec => spec with
        {
            Containers = [spec.Containers[0] with { EnvFrom = [new EnvFromSource { ConfigMapRef = new() { Name = "settings" } }] }],
        });
        node.Declare("other");
        await node.UntilRunningAsync();
        await node.UntilRunningAsync("other");
        await node.StopAsync();
        var web = node.Runtime.Running.Single(one => node.Runtime.Specs[one.Id].Pod.Name == "web");
        var other = node.Runtime.Running.Single(one => node.Runtime.Specs[one.Id].Pod.Name == "other");

        node.Api.Down = true;
        node.Runtime.Exit(web.Id, 1);
        await node.StartAsync();
        await node.UntilAsync("the crashed one runs again", () => node.Runtime.Running.Count == 2);
        var again = node.Runtime.Running.Single(one => one.Id != other.Id);
        node.Runtime.Specs[again.Id].Env.ShouldContain(new KeyValuePair<string, string>("color", "yellow"));
        again.Attempt.ShouldBe(1);
        await node.UntilAsync("the audience is told", () => node.Logs.Has("✓ Converged (2 containers)"));

        node.Api.Down = false;
        await node.UntilAsync("the status catches up", () => node.Container()!.RestartCount == 1);
        await node.SettleAsync();
        node.Runtime.Running.Select(one => one.Id).Order().ShouldBe(new[] { again.Id, other.Id }.Order());
    }

    [Fact]
    public async Task A_kubelet_that_restarts_adopts_what_runs()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        await node.StopAsync();
        var running = node.Runtime.Running.ShouldHaveSingleItem().Id;
        await node.StartAsync();
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet!.NotReadyReason is null);
        await node.SettleAsync();
        node.Runtime.Running.ShouldHaveSingleItem().Id.ShouldBe(running);
        node.Container()!.RestartCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_pod_that_was_deleted_while_the_kubelet_was_away_is_removed_when_it_returns()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        await node.StopAsync();
        node.Api.Remove<Pod>("default", "web");
        await node.StartAsync();
        await node.UntilAsync("nothing is left", () => node.Runtime.Sandboxes.Count == 0);
    }
}
