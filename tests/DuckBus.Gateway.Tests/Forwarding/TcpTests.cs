using System.Net.Sockets;
using System.Security.Cryptography;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Forwarding;

public sealed class TcpTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly TestGateway gateway = new();
    private readonly string address = TestGateway.NextAddress();
    private readonly int port = FreePort.Next();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Requests_spread_evenly_and_follow_the_table()
    {
        using EchoServer one = new("1"), two = new("2"), three = new("3");
        await RouteAsync(one, two, three);
        for (var i = 0; i < 30; i++) await TestGateway.GreetingAsync(address, port);
        new[] { one.Count, two.Count, three.Count }.ShouldBe([10, 10, 10]);

        await RouteAsync(two);
        (await TestGateway.GreetingAsync(address, port)).ShouldBe("2");
    }

    [Fact]
    public async Task A_large_transfer_arrives_whole_and_the_end_of_one_direction_is_passed_on()
    {
        using var server = new EchoServer();
        await RouteAsync(server);
        using var client = await TestGateway.ConnectAsync(address, port);
        var sent = RandomNumberGenerator.GetBytes(20_000_000);
        var reading = Task.Run(async () =>
        {
            using var received = new MemoryStream();
            await new NetworkStream(client).CopyToAsync(received);
            return received.ToArray();
        });
        for (var at = 0; at < sent.Length;) at += await client.SendAsync(sent.AsMemory(at));
        client.Shutdown(SocketShutdown.Send);
        (await reading.WaitAsync(Deadline)).AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    [Fact]
    public async Task An_endpoint_that_refuses_is_passed_over()
    {
        using var dead = new EchoServer();
        using var alive = new EchoServer("alive");
        var gone = dead.Address;
        dead.Dispose();
        await gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port, gone, alive.Address))));
        for (var i = 0; i < 6; i++) (await TestGateway.GreetingAsync(address, port)).ShouldBe("alive");
    }

    [Fact]
    public async Task When_all_refuse_the_client_sees_a_reset()
    {
        using var dead = new EchoServer();
        var gone = dead.Address;
        dead.Dispose();
        await gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port, gone))));
        await Should.ThrowAsync<Exception>(() => TestGateway.GreetingAsync(address, port));
    }

    [Fact]
    public async Task A_service_without_endpoints_refuses_at_once()
    {
        await gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port))));
        var refused = await Should.ThrowAsync<SocketException>(() => TestGateway.ConnectAsync(address, port));
        refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public async Task A_connection_in_flight_outlives_its_endpoint_and_its_service_in_the_table()
    {
        using EchoServer server = new(), other = new();
        await RouteAsync(server);
        using var client = await TestGateway.ConnectAsync(address, port);
        await EchoAsync(client, 1);
        await RouteAsync(other);
        await EchoAsync(client, 2);
        await gateway.ApplyAsync(A.Table());
        await EchoAsync(client, 3);
        await Should.ThrowAsync<SocketException>(() => TestGateway.ConnectAsync(address, port));
    }

    [Fact]
    public async Task When_the_endpoint_breaks_off_so_does_the_client()
    {
        using var server = new EchoServer();
        await RouteAsync(server);
        using var client = await TestGateway.ConnectAsync(address, port);
        await EchoAsync(client, 1);
        server.Reset();
        var broken = await Should.ThrowAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1]).WaitAsync(Deadline));
        broken.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Two_thousand_connections_are_open_at_once()
    {
        using EchoServer one = new(), two = new();
        await RouteAsync(one, two);
        var clients = await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => TestGateway.ConnectAsync(address, port)));
        await Task.WhenAll(clients.Select((client, i) => EchoAsync(client, (byte)i))).WaitAsync(Deadline);
        (one.Count, two.Count).ShouldBe((1000, 1000));
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task With_affinity_a_client_stays_with_its_endpoint()
    {
        using EchoServer one = new("1"), two = new("2");
        await gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port, one.Address, two.Address)) with { AffinitySeconds = 60 }));
        var first = await TestGateway.GreetingAsync(address, port);
        for (var i = 0; i < 5; i++) (await TestGateway.GreetingAsync(address, port)).ShouldBe(first);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_and_the_rest_is_routed()
    {
        using EchoServer server = new("1"), taken = new();
        var other = TestGateway.NextAddress();
        var applied = await gateway.ApplyAsync(A.Table(
            A.Service("taken", "127.0.0.1", A.Port(taken.Address.Port, server.Address)), A.Service("web", other, A.Port(port, server.Address))));
        applied.Problems.ShouldHaveSingleItem().ShouldStartWith($"default/taken: tcp 127.0.0.1:{taken.Address.Port} cannot be listened on");
        (await TestGateway.GreetingAsync(other, port)).ShouldBe("1");
    }

    private Task<Applied> RouteAsync(params EchoServer[] servers) =>
        gateway.ApplyAsync(A.Table(A.Service("web", address, A.Port(port, [.. servers.Select(server => server.Address)]))));

    private static async Task EchoAsync(Socket client, byte value)
    {
        await client.SendAsync(new[] { value });
        var answer = new byte[1];
        (await client.ReceiveAsync(answer).WaitAsync(Deadline)).ShouldBe(1);
        answer[0].ShouldBe(value);
    }
}
