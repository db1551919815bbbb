using System.Net.WebSockets;
using System.Text;
using DuckBus.Streaming.PortForwards;
using DuckBus.Streaming.Spdy;
using DuckBus.Streaming.Tests.Spdy;
using static DuckBus.Streaming.Tests.Spdy.SpdyClient;

namespace DuckBus.Streaming.Tests.PortForwards;

public sealed class PortForwardTests
{
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    [Fact]
    public async Task Pairs_of_SPDY_streams_are_connections_in_whatever_order_they_are_opened()
    {
        await using var server = await ServeAsync(EchoAsync);
        var (client, head) = await ConnectAsync(server.Address, "/", "portforward.k8s.io");
        await using var _ = client;
        head.ShouldContain("X-Stream-Protocol-Version: portforward.k8s.io");
        await EchoesAsync(client);
    }

    [Fact]
    public async Task SPDY_inside_a_WebSocket_is_the_same()
    {
        await using var server = await ServeAsync(EchoAsync);
        var (stream, head) = await UpgradeAsync(server.Address, "/", "GET", "websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", $"Sec-WebSocket-Protocol: {Tunnel}");
        head.ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // The example of RFC 6455.
        head.ShouldContain($"Sec-WebSocket-Protocol: {Tunnel}");
        var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions());
        await using var client = new SpdyClient(WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true));
        await EchoesAsync(client);
    }

    [Fact]
    public async Task Streams_that_make_no_sense_are_reset()
    {
        await using var server = await ServeAsync(EchoAsync);
        var (client, _) = await ConnectAsync(server.Address, "/", "portforward.k8s.io");
        await using var end = client;
        await client.OpenAsync(1, "quack", ("port", "80"));
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(1);
        await client.OpenAsync(3, "data", ("port", "99999"));
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(3);
        await client.OpenAsync(5, "error", ("port", "80"), ("requestid", "0"));
        await client.OpenAsync(7, "data", ("port", "81"), ("requestid", "0"));
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(7);
    }

    [Fact]
    public async Task A_connection_that_is_refused_leaves_the_others_alone_and_sends_no_word()
    {
        await using var server = await ServeAsync(async forward =>
        {
            if (forward.Port == 80) await forward.RefuseAsync("nobody listens", Patience);
            else await EchoAsync(forward);
        });
        var (client, _) = await ConnectAsync(server.Address, "/", "portforward.k8s.io");
        await using var end = client;
        await client.OpenAsync(1, "error", ("port", "80"), ("requestid", "0"));
        await client.OpenAsync(3, "data", ("port", "80"), ("requestid", "0"));
        var error = await client.ReadAsync<SpdyFrame.Data>();
        (error.StreamId, error.Bytes.Length, error.Fin).ShouldBe((1, 0, true));
        (await client.ReadAsync<SpdyFrame.RstStream>()).StreamId.ShouldBe(3);
        await client.OpenAsync(5, "error", ("port", "81"), ("requestid", "1"));
        await client.OpenAsync(7, "data", ("port", "81"), ("requestid", "1"));
        await client.SendAsync(7, "quack", fin: true);
        Encoding.UTF8.GetString((await client.ReadAsync<SpdyFrame.Data>()).Bytes.Span).ShouldBe("81:");
    }

    [Fact]
    public async Task A_WebSocket_with_channels_has_a_connection_for_each_port_of_its_query()
    {
        await using var server = await ServeAsync(async forward =>
        {
            if (forward.Port == 513)
            {
                await forward.RefuseAsync("nobody listens", Patience);
                return;
            }

            var buffer = new byte[5];
            await forward.Data.ReadExactlyAsync(buffer, Patience);
            await forward.Data.WriteAsync(buffer, Patience);
        });
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v4.channel.k8s.io");
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Query = "ports=80,513" }.Uri, Patience);
        await socket.SendAsync((byte[])[0, .. "quack"u8], WebSocketMessageType.Binary, true, Patience);

        var got = new Dictionary<byte, byte[]>();
        var buffer = new byte[1000];
        while (await socket.ReceiveAsync(buffer, Patience) is { MessageType: WebSocketMessageType.Binary } message)
            got[buffer[0]] = [.. got.GetValueOrDefault(buffer[0], []), .. buffer[1..message.Count]];
        got[0].ShouldBe([80, 0, .. "quack"u8]);
        got[1].ShouldBe([80, 0]);
        got[2].ShouldBe([1, 2]);
        got[3].ShouldBe([1, 2, .. "nobody listens"u8]);
    }

    [Theory]
    [InlineData("", "v4.channel.k8s.io", "ports")]
    [InlineData("ports=0", "v4.channel.k8s.io", "\"0\" is not a port")]
    [InlineData("ports=80", "quack.k8s.io", Tunnel)]
    public async Task Who_cannot_be_served_is_told(string query, string protocol, string why)
    {
        await using var server = await ServeAsync(EchoAsync);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "?" + query));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        request.Headers.Add("Sec-WebSocket-Protocol", protocol);
        using var answer = await http.SendAsync(request, Patience);
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(Patience)).ShouldContain(why);
    }

    private static async Task EchoAsync(IPortForward forward)
    {
        await forward.Data.WriteAsync(Encoding.UTF8.GetBytes($"{forward.Port}:"), Patience);
        await forward.Data.CopyToAsync(forward.Data, Patience);
        await forward.CompleteAsync(Patience);
    }

    private static async Task EchoesAsync(SpdyClient client)
    {
        await client.OpenAsync(1, "error", ("port", "80"), ("requestid", "0"));
        await client.OpenAsync(3, "data", ("port", "443"), ("requestid", "1"));
        await client.OpenAsync(5, "error", ("port", "443"), ("requestid", "1"));
        await client.OpenAsync(7, "data", ("port", "80"), ("requestid", "0"));
        await client.SendAsync(3, "one", fin: true);
        await client.SendAsync(7, "two", fin: true);
        var (got, open) = (new Dictionary<int, string>(), new HashSet<int> { 1, 3, 5, 7 });
        while (open.Count > 0)
        {
            var data = await client.ReadAsync<SpdyFrame.Data>();
            got[data.StreamId] = got.GetValueOrDefault(data.StreamId, "") + Encoding.UTF8.GetString(data.Bytes.Span);
            if (data.Fin) open.Remove(data.StreamId);
        }

        got[3].ShouldBe("443:one");
        got[7].ShouldBe("80:two");
        await client.SendAsync(new SpdyFrame.GoAway(0, SpdyFrame.GoAwayReason.Ok));
    }

    private static Task<StreamServer> ServeAsync(Func<IPortForward, Task> serve) => StreamServer.StartAsync(async http =>
    {
        await using var connection = await PortForwardUpgrade.AcceptAsync(http, http.RequestAborted);
        if (connection is null) return;
        var running = new List<Task>();
        await foreach (var forward in connection.ForwardsAsync(Patience)) running.Add(serve(forward));
        await Task.WhenAll(running);
        await connection.CloseAsync(Patience);
    });
}
