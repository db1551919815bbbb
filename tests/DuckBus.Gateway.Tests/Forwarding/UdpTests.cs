using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Gateway.Tests.Fakes;
using DuckBus.Testing;

namespace DuckBus.Gateway.Tests.Forwarding;

public sealed class UdpTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TestGateway gateway = new();
    private readonly string address = TestGateway.NextAddress();
    private readonly int port = FreePort.Next();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Each_client_keeps_its_endpoint_until_that_is_gone()
    {
        using UdpClient one = Server("1"), two = Server("2");
        await RouteAsync(one, two);
        using UdpClient a = Client(), b = Client();
        var first = await AskAsync(a);
        (await AskAsync(b)).ShouldNotBe(first);
        (await AskAsync(a)).ShouldBe(first);

        await RouteAsync(first == "1" ? two : one);
        (await AskAsync(a)).ShouldBe(first == "1" ? "2" : "1");
    }

    [Fact]
    public async Task An_endpoint_that_takes_none_is_left_for_another()
    {
        var dead = Server("dead");
        using var alive = Server("alive");
        await RouteAsync(dead, alive);
        dead.Dispose();
        using var client = Client();
        var answer = client.ReceiveAsync();
        await Eventually.Async("another endpoint answers", Deadline, async () =>
        {
            await client.SendAsync(new byte[] { 1 });
            return answer.IsCompleted;
        });
        Encoding.ASCII.GetString((await answer).Buffer).ShouldBe("alive");
    }

    private Task<Applied> RouteAsync(params UdpClient[] servers) => gateway.ApplyAsync(A.Table(A.Service("names", address, A.Port(
        port, [.. servers.Select(server => (IPEndPoint)server.Client.LocalEndPoint!)]) with
    { Protocol = TransportProtocol.Udp })));

    private UdpClient Client() => new(address, port);

    private static async Task<string> AskAsync(UdpClient client)
    {
        await client.SendAsync(new byte[] { 1 });
        return Encoding.ASCII.GetString((await client.ReceiveAsync().WaitAsync(Deadline)).Buffer);
    }

    private static UdpClient Server(string name)
    {
        var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _ = Task.Run(async () =>
        {
            while (true)
            {
                var asked = await server.ReceiveAsync();
                await server.SendAsync(Encoding.ASCII.GetBytes(name), asked.RemoteEndPoint);
            }
        });
        return server;
    }
}
