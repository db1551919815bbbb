using System.Net;
using DuckBus.Client.Api;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class SchedulingTests
{
    private static Pod New(string name, string? cpu = null) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = "main", Image = "duck",
                    Resources = cpu is null ? null : new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Model.Values.Quantity>(StringComparer.Ordinal) { ["cpu"] = Model.Values.Quantity.Parse(cpu) },
                    },
                },
            ],
        },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nine_pods_go_three_to_each_of_three_nodes_one_by_one_or_at_once(bool atOnce)
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1", "node-2", "node-3");
        var creates = Enumerable.Range(1, 9).Select(i => New($"nginx{i}"));
        if (atOnce) await Task.WhenAll(creates.Select(pod => cluster.Api.CreateAsync(pod, default)));
        else
            foreach (var pod in creates) await cluster.Api.CreateAsync(pod, default);
        await cluster.UntilPodsAsync("all are bound", pods => pods.Count(Pods.IsBound) == 9);
        (await cluster.ListAsync<Pod>()).CountBy(pod => pod.Spec.NodeName!).Select(each => each.Value).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task A_pod_that_a_server_does_not_know_yet_is_bound_when_it_does()
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: false, "node-1");
        using var late = new LateServer();
        using var http = new HttpClient(late) { BaseAddress = cluster.Address };
        await cluster.StartSchedulerAsync(new ApiClient(http));
        await cluster.Api.CreateAsync(New("web"), default);
        await cluster.UntilPodsAsync("it is bound", pods => pods.Count == 1 && Pods.IsBound(pods[0]));
        late.Bindings.ShouldBe(2);
    }

    /// <summary>A server whose memory is behind: the first binding is of a pod that it has not heard of.</summary>
    private sealed class LateServer() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Bindings { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith("/binding", StringComparison.Ordinal) && ++Bindings == 1
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)
                {
                    Content = new StringContent("""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404,"message":"pods \"web\" not found"}"""),
                })
                : base.SendAsync(request, cancellationToken);
    }

    [Fact]
    public async Task A_pod_that_fits_nowhere_stays_pending_and_says_why_and_starts_when_room_appears()
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(New("big", "8"), default);
        await cluster.UntilPodsAsync("it says that it does not fit", pods =>
            Conditions.Find(pods[0].Status.Conditions, "PodScheduled") is { Status: "False", Reason: "Unschedulable", Message: "0/1 nodes are available: 1 Insufficient cpu." });
        await cluster.UntilAsync<Event>("there is an event", events => events.Any(each => each.Reason == "FailedScheduling" && each.InvolvedObject.Name == "big"));
        await cluster.StartNodeAsync("node-2", cpu: "16");
        await cluster.UntilPodsAsync("it runs on the node that came", pods => pods[0].Spec.NodeName == "node-2" && Pods.IsReady(pods[0]));
        Conditions.IsTrue((await cluster.ListAsync<Pod>())[0].Status.Conditions, "PodScheduled").ShouldBeTrue();
    }

    [Fact]
    public async Task A_pending_pod_starts_when_another_leaves()
    {
        await using var cluster = await TestCluster.StartAsync(controllers: null, scheduler: true, "node-1");
        await cluster.Api.CreateAsync(New("first", "3"), default);
        await cluster.UntilPodsAsync("the first runs", pods => Pods.IsReady(pods[0]));
        await cluster.Api.CreateAsync(New("second", "3"), default);
        await cluster.UntilPodsAsync("the second waits", pods => pods.Any(pod =>
            pod.Metadata.Name == "second" && Conditions.Find(pod.Status.Conditions, "PodScheduled")?.Status == "False"));
        await cluster.Api.DeleteAsync<Pod>("default", "first", new(), default);
        await cluster.UntilPodsAsync("the second runs", pods => pods.Count == 1 && Pods.IsReady(pods[0]));
    }
}
