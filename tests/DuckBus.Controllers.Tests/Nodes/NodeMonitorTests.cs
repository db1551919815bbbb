using System.Net;
using System.Text;
using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Controllers.Nodes;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Controllers.Tests.Nodes;

/// <summary>The monitor against a server that answers, or does not.</summary>
public sealed class NodeMonitorTests : HttpMessageHandler, ICache<Node>
{
    private readonly ManualTimeProvider clock = new();
    private readonly NodeHeartbeats heartbeats = new(TimeSpan.FromSeconds(4));
    private readonly NodeMonitor monitor;
    private readonly List<string> changed = [];
    private DateTimeOffset renewed = A.Noon;
    private bool readable = true;
    private bool writable = true;
    private Action? listing;

    public NodeMonitorTests()
    {
        var api = new ApiClient(new HttpClient(this) { BaseAddress = new Uri("http://api") });
        monitor = new NodeMonitor(api, this, heartbeats, TimeSpan.FromSeconds(0.5), changed.Add, clock, NullLogger.Instance);
    }

    private async Task Pass(double seconds, bool kubelet, double step = 0.5)
    {
        for (var passed = 0.0; passed < seconds; passed += step)
        {
            clock.Advance(TimeSpan.FromSeconds(step));
            if (kubelet && writable) renewed += TimeSpan.FromSeconds(step);
            await monitor.LookAsync(TestContext.Current.CancellationToken);
        }
    }

    private NodeHealth Health => heartbeats.HealthOf("node-1");

    [Fact]
    public async Task A_node_that_stops_to_renew_its_lease_is_lost_and_one_that_renews_again_is_back()
    {
        await Pass(2, kubelet: true);
        Health.ShouldBe(NodeHealth.Alive);
        await Pass(4, kubelet: false);
        Health.ShouldBe(NodeHealth.Alive, "the grace period is not over");
        await Pass(1, kubelet: false);
        Health.ShouldBe(NodeHealth.Lost);
        await Pass(0.5, kubelet: true);
        Health.ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public async Task A_server_that_cannot_be_read_is_no_fault_of_the_nodes()
    {
        await Pass(2, kubelet: true);
        readable = false;
        await Pass(60, kubelet: false);
        readable = true;
        await Pass(1, kubelet: false);
        Health.ShouldBe(NodeHealth.Alive, "kubelets need a moment to find the server again");
        await Pass(5, kubelet: true);
        Health.ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public async Task A_server_that_takes_no_writes_is_no_fault_of_the_nodes()
    {
        await Pass(2, kubelet: true);
        writable = false;
        await Pass(60, kubelet: true);
        writable = true;
        await Pass(1, kubelet: false);
        Health.ShouldBe(NodeHealth.Alive, "kubelets need a moment to write again");
    }

    [Fact]
    public async Task A_controller_that_slept_blames_nobody()
    {
        await Pass(2, kubelet: true);
        await Pass(3600, kubelet: false, step: 3600);
        Health.ShouldBe(NodeHealth.Alive);
        await Pass(5, kubelet: false);
        Health.ShouldBe(NodeHealth.Lost, "the node had its grace period");
    }

    [Fact]
    public async Task A_node_is_lost_as_soon_as_its_grace_period_is_over()
    {
        var slow = new NodeMonitor(
            new ApiClient(new HttpClient(this) { BaseAddress = new Uri("http://api") }), this, heartbeats, TimeSpan.FromSeconds(3), changed.Add, clock, NullLogger.Instance);
        using var end = new CancellationTokenSource();
        var running = slow.RunAsync(end.Token);
        await AdvanceAsync(3);

        await AdvanceAsync(1.1);

        await Eventually.Async("it is lost", TimeSpan.FromSeconds(10), () => Health == NodeHealth.Lost);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);

        async Task AdvanceAsync(double seconds)
        {
            await Eventually.Async("the monitor waits", TimeSpan.FromSeconds(10), () => clock.PendingTimers > 0);
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public async Task A_term_that_ends_while_something_fails_ends_as_any_other()
    {
        using var term = new CancellationTokenSource();
        listing = () =>
        {
            term.Cancel();
            throw new HttpRequestException("connection reset");
        };
        await Should.ThrowAsync<OperationCanceledException>(() => monitor.RunAsync(term.Token));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!readable) throw new HttpRequestException("connection refused");
        if (request.Method != HttpMethod.Get)
            return writable
                ? Answer(HttpStatusCode.OK, ModelJson.Read<Lease>(await request.Content!.ReadAsByteArrayAsync(cancellationToken)))
                : Answer(HttpStatusCode.ServiceUnavailable, Status.Unavailable("the database is gone"));
        if (request.RequestUri!.AbsolutePath.EndsWith("/leases", StringComparison.Ordinal))
            return Answer(HttpStatusCode.OK, new ResourceList<Lease>
            {
                Items = [new Lease { Metadata = new ObjectMeta { Name = "node-1" }, Spec = new LeaseSpec { RenewTime = renewed } }],
            });
        return Answer(HttpStatusCode.OK, new Lease { Metadata = new ObjectMeta { Namespace = "kube-system", Name = "node-lifecycle" } });
    }

    private static HttpResponseMessage Answer(HttpStatusCode code, object body) =>
        new(code) { Content = new StringContent(Encoding.UTF8.GetString(ModelJson.Write(body)), Encoding.UTF8, "application/json") };

    Node? ICache<Node>.Get(ObjectName key) => A.Node(key.Name);

    IReadOnlyList<Node> ICache<Node>.List(string? ns)
    {
        listing?.Invoke();
        return [A.Node("node-1")];
    }

    void ICache<Node>.Observe(Node resource)
    {
    }

    void ICache<Node>.ObserveDeleted(Node resource)
    {
    }
}
