using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Dns;
using DuckBus.Model.Core;
using DuckBus.Proxy.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Proxy.Tests;

public sealed class ProxyStories : IAsyncLifetime
{
    private const string Pod = "127.0.0.1";
    private readonly int port = FreePort.Next();
    private readonly NamedServer server = new("duck");
    private TestProxy test = null!;

    public async ValueTask InitializeAsync() => test = await TestProxy.StartAsync();

    public async ValueTask DisposeAsync()
    {
        server.Dispose();
        await test.DisposeAsync();
    }

    [Fact]
    public async Task A_service_follows_its_endpoints_at_the_speed_of_events()
    {
        await test.StartProxyAsync();
        var address = await test.CreateServiceAsync("web", port);
        await test.SetEndpointsAsync("web", server.Port, A.NotReady(Pod));
        await UntilRefusedAsync(address);
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "duck");
        using var other = new NamedServer("other");
        await test.SetEndpointsAsync("web", other.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "other");
        await test.Api.DeleteAsync<Service>("default", "web", new Client.Api.DeleteOptions(), default);
        await UntilRefusedAsync(address);
    }

    [Fact]
    public async Task With_the_bus_away_the_resync_finds_it()
    {
        await test.StartProxyAsync(resync: TimeSpan.FromSeconds(0.5));
        var address = await test.CreateServiceAsync("web", port);
        test.Bus.Switch(on: false);
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "duck");
    }

    [Fact]
    public async Task A_gateway_that_comes_back_and_knows_nothing_is_told_all()
    {
        var proxy = await test.StartProxyAsync();
        var address = await test.CreateServiceAsync("web", port);
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "duck");
        await test.Gateway.StopAsync();
        await Eventually.Async("it says what it waits for", TestProxy.Deadline, () => proxy.NotReadyReason == "the gateway: the engine is away", () => proxy.NotReadyReason ?? "");
        test.Gateway.Restart();
        await TestProxy.UntilAnswersAsync(address, port, "duck");
    }

    [Fact]
    public async Task Of_two_proxies_either_will_do()
    {
        var one = await test.StartProxyAsync();
        await test.StartProxyAsync();
        var address = await test.CreateServiceAsync("web", port);
        await one.DisposeAsync();
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "duck");
    }

    [Fact]
    public async Task A_drain_waits_until_the_pod_has_been_left_and_its_connections_are_done()
    {
        var proxy = await test.StartProxyAsync();
        var address = await test.CreateServiceAsync("web", port);
        using var other = new NamedServer("other", "127.0.0.2");
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await TestProxy.UntilAnswersAsync(address, port, "duck");
        using var client = await RequestAsync(address, port);

        var drain = proxy.DrainAsync(IPAddress.Parse(Pod), default);
        await test.SetEndpointsAsync("web", other.Port, A.Terminating(Pod), A.Ready("127.0.0.2"));
        await TestProxy.UntilAnswersAsync(address, port, "other");
        drain.IsCompleted.ShouldBeFalse("a request is on its way");
        client.Dispose();
        await drain.WaitAsync(TestProxy.Deadline);
    }

    [Fact]
    public async Task A_drain_also_waits_for_node_ports_of_other_proxies()
    {
        await test.StartProxyAsync();
        var nodePort = await NodePortAsync();
        var drainer = await test.StartProxyAsync();
        using var client = await RequestAsync("127.0.0.1", nodePort);

        await test.SetEndpointsAsync("web", server.Port, A.Terminating(Pod), A.NotReady("127.0.0.2"));
        var watch = Stopwatch.StartNew();
        await drainer.DrainAsync(IPAddress.Parse(Pod), default);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1), "the request went through the other proxy and is never answered");
    }

    [Fact]
    public async Task A_drain_does_not_wait_for_nothing()
    {
        var proxy = await test.StartProxyAsync();
        var pod = IPAddress.Parse(Pod);
        await proxy.DrainAsync(pod, default).WaitAsync(TestProxy.Deadline);

        await test.CreateServiceAsync("web", port);
        await test.SetEndpointsAsync("web", server.Port, A.Terminating(Pod));
        await Eventually.Async("the last one leaves at once", TestProxy.Deadline, async () =>
        {
            var watch = Stopwatch.StartNew();
            await proxy.DrainAsync(pod, default);
            return watch.Elapsed < TimeSpan.FromSeconds(1);
        });

        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        await Eventually.Async("a pod that nobody withdraws is held back", TestProxy.Deadline, async () =>
        {
            var watch = Stopwatch.StartNew();
            await proxy.DrainAsync(pod, default);
            return watch.Elapsed > TimeSpan.FromSeconds(1.5);
        });

        await test.Gateway.StopAsync();
        await Eventually.Async("without a gateway there is nobody to wait for", TestProxy.Deadline, async () =>
        {
            var watch = Stopwatch.StartNew();
            await proxy.DrainAsync(pod, default);
            return watch.Elapsed < TimeSpan.FromSeconds(1);
        });
    }

    [Fact]
    public async Task Whether_node_ports_lead_to_pods_directly_is_found_out_again_at_each_resync()
    {
        var dnsPort = FreePort.Next();
        await test.StartProxyAsync(TimeSpan.FromSeconds(0.2), dnsPort);
        var nodePort = await NodePortAsync();
        await Eventually.Async("out of reach, the gateway is asked", TestProxy.Deadline, () => GoesThroughGatewayAsync(nodePort));
        using (var anyone = new TcpListener(test.Range.Dns, dnsPort))
        {
            anyone.Start();
            for (var looks = 0; looks < 2; looks++) (await anyone.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();
            (await GoesThroughGatewayAsync(nodePort)).ShouldBeTrue("who takes every connection, as some firewalls do, is not the cluster's name server");
        }

        using (new NameServer(new IPEndPoint(test.Range.Dns, dnsPort), new NameService(new Upstream([], TimeProvider.System))))
        {
            await Eventually.Async("in reach, the pod is", TestProxy.Deadline, async () => !await GoesThroughGatewayAsync(nodePort));
        }

        await Eventually.Async("out of reach again, the gateway is", TestProxy.Deadline, () => GoesThroughGatewayAsync(nodePort));
    }

    [Fact]
    public async Task Another_network_with_the_clusters_addresses_is_told_once_on_the_node_when_that_is_there()
    {
        test.Gateway.Clash = "overlaps";
        await test.StartProxyAsync(TimeSpan.FromSeconds(0.2));
        await test.Api.CreateAsync(new Node { Metadata = new Model.Meta.ObjectMeta { Name = "node-1" } }, default);
        await Eventually.Async("the node is told", TestProxy.Deadline, async () => (await OverlapsAsync()).Count == 1);
        test.Gateway.Clash = "overlaps with another";
        await Eventually.Async("another clash is told", TestProxy.Deadline, async () => (await OverlapsAsync()).Count == 2);
        (await OverlapsAsync()).ShouldAllBe(told => told.InvolvedObject.Name == "node-1" && told.Type == "Warning" && told.Count == 1);
    }

    private async Task<IReadOnlyList<Event>> OverlapsAsync() =>
        [.. (await test.Api.ListAsync<Event>(new Client.Api.ListOptions("default"), default)).Items.Where(one => one.Reason == "NetworkOverlap")];

    private async Task<bool> GoesThroughGatewayAsync(int nodePort)
    {
        var before = test.Gateway.Dialed;
        (await NamedServer.AskAsync("127.0.0.1", nodePort)).ShouldBe("duck");
        return test.Gateway.Dialed > before;
    }

    private async Task<int> NodePortAsync()
    {
        var service = A.Service("web", null, A.Port(port)).With(spec => spec with { Type = "NodePort" });
        service = await test.Api.CreateAsync(service with { Metadata = new Model.Meta.ObjectMeta { Namespace = "default", Name = "web" } }, default);
        await test.SetEndpointsAsync("web", server.Port, A.Ready(Pod));
        var nodePort = service.Spec.Ports![0].NodePort!.Value;
        await TestProxy.UntilAnswersAsync("127.0.0.1", nodePort, "duck");
        return nodePort;
    }

    /// <summary>Sends a request that is not answered until the connection is closed.</summary>
    private static async Task<Socket> RequestAsync(string address, int port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(address, port);
        (await client.ReceiveAsync(new byte[16])).ShouldBe(4);
        await client.SendAsync(new byte[] { 1 });
        return client;
    }

    private Task UntilRefusedAsync(string address) => Eventually.Async("it is refused", TestProxy.Deadline, async () =>
    {
        try
        {
            await NamedServer.AskAsync(address, port);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
    });
}
