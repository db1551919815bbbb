using System.Net;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Tests.Fakes;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Metrics;

namespace DuckBus.Kubelet.Tests.Usage;

public sealed class UsageStories : IAsyncLifetime
{
    private readonly TestNode node = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Nothing_is_measured_until_somebody_asks_and_who_asks_is_answered_the_first_time()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        await node.SettleAsync();
        node.Runtime.Calls.ShouldNotContain("stats");
        node.Runtime.Stats[node.Runtime.Running[0].Id] = new ContainerStats(A.Noon, 1, 64 << 20);

        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        var pods = ModelJson.Read<ResourceList<PodMetrics>>(await http.GetByteArrayAsync("/usage/pods", Token));
        var pod = pods.Items.ShouldHaveSingleItem();
        pod.Metadata.Name.ShouldBe("web");
        pod.Containers.ShouldHaveSingleItem().Usage!["memory"].ToString().ShouldBe("65536Ki");
        var whole = ModelJson.Read<NodeMetrics>(await http.GetByteArrayAsync("/usage/node", Token));
        whole.Metadata.Name.ShouldBe("node-1");
        whole.Usage!["memory"].Value.ShouldBe(64 << 20);
        node.Runtime.Calls.Count(call => call == "stats").ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task A_container_that_the_engine_cannot_tell_of_holds_up_and_hides_no_other()
    {
        await node.StartAsync();
        node.Declare("web");
        node.Declare("sick");
        await node.UntilRunningAsync("web");
        await node.UntilRunningAsync("sick");
        var sick = node.Pod("sick")!.Status.ContainerStatuses![0].ContainerID!.Split("//")[1];
        node.Runtime.Silent[sick] = true;
        foreach (var container in node.Runtime.Running) node.Runtime.Stats[container.Id] = new ContainerStats(A.Noon, 1, 64 << 20);

        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address, Timeout = TimeSpan.FromSeconds(10) };
        var pods = ModelJson.Read<ResourceList<PodMetrics>>(await http.GetByteArrayAsync("/usage/pods", Token));
        pods.Items.ShouldHaveSingleItem().Metadata.Name.ShouldBe("web");
        using var again = new HttpClient { BaseAddress = node.Kubelet.Address, Timeout = TimeSpan.FromSeconds(1) };
        ModelJson.Read<NodeMetrics>(await again.GetByteArrayAsync("/usage/node", Token)).Usage!["memory"].Value.ShouldBe(64 << 20);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_told()
    {
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        node.Runtime.Down = "the engine is down";
        using var http = new HttpClient { BaseAddress = node.Kubelet!.Address };
        using var answer = await http.GetAsync("/usage/pods", Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("the engine is down");
    }
}
