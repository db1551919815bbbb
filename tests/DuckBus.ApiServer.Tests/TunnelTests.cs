using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Tests;

/// <summary>exec, attach and portforward: the way from the client to the kubelet.</summary>
public sealed class TunnelTests : ServerTests
{
    private const string Pod = "/api/v1/namespaces/default/pods/web";

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Theory]
    [InlineData("exec?command=ls&command=-l&stdout=true", "/exec/default/web/c?command=ls&command=-l&stdout=true")]
    [InlineData("attach?stdin=true", "/attach/default/web/c?stdin=true")]
    [InlineData("portforward?ports=80", "/portForward/default/web?ports=80")]
    public async Task A_WebSocket_reaches_the_kubelet_with_its_path_query_and_subprotocol(string asked, string arrives)
    {
        await using var kubelet = await KubeletAsync(async http =>
        {
            var socket = await http.WebSockets.AcceptWebSocketAsync("v5.channel.k8s.io");
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{http.Request.Path}{http.Request.QueryString}"), WebSocketMessageType.Text, true, Patience);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Patience);
        });
        await PodOnNodeAsync(kubelet.Urls.First());
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("v5.channel.k8s.io");
        client.Options.AddSubProtocol("v4.channel.k8s.io");
        await client.ConnectAsync(new Uri($"ws://{Server.Part.Address.Authority}{Pod}/{asked}"), Patience);

        client.SubProtocol.ShouldBe("v5.channel.k8s.io");
        var buffer = new byte[1000];
        var got = await client.ReceiveAsync(buffer, Patience);
        Encoding.UTF8.GetString(buffer, 0, got.Count).ShouldBe(arrives);
        (await client.ReceiveAsync(buffer, Patience)).CloseStatusDescription.ShouldBe("done");
    }

    [Fact]
    public async Task SPDY_passes_byte_by_byte_and_a_client_that_leaves_ends_the_kubelets_side()
    {
        var left = new TaskCompletionSource();
        await using var kubelet = await KubeletAsync(async http =>
        {
            http.Response.Headers.Upgrade = "SPDY/3.1";
            http.Response.Headers["X-Stream-Protocol-Version"] = http.Request.Headers["X-Stream-Protocol-Version"];
            var stream = await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
            await stream.CopyToAsync(stream, Patience);
            left.SetResult();
        });
        await PodOnNodeAsync(kubelet.Urls.First());
        using (var client = new TcpClient())
        {
            var (stream, head) = await UpgradeAsync(client, "portforward");
            head.ShouldStartWith("HTTP/1.1 101");
            head.ShouldContain("X-Stream-Protocol-Version: portforward.k8s.io");
            var sent = new byte[1_000_000];
            Random.Shared.NextBytes(sent);
            var sending = stream.WriteAsync(sent, Patience);
            var got = new byte[sent.Length];
            await stream.ReadExactlyAsync(got, Patience);
            await sending;
            got.SequenceEqual(sent).ShouldBeTrue();
        }

        await left.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_kubelet_that_ends_and_a_server_that_stops_end_the_clients_side()
    {
        var once = true;
        await using var kubelet = await KubeletAsync(async http =>
        {
            http.Response.Headers.Upgrade = "SPDY/3.1";
            var stream = await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
            await stream.WriteAsync("bye"u8.ToArray(), Patience);
            if (!once) await stream.CopyToAsync(Stream.Null, Patience);
            once = false;
        });
        await PodOnNodeAsync(kubelet.Urls.First());
        using var first = new TcpClient();
        using var firstReader = new StreamReader((await UpgradeAsync(first, "exec?stdout=1")).Stream);
        (await firstReader.ReadToEndAsync(Patience)).ShouldBe("bye");

        using var second = new TcpClient();
        var (stream, _) = await UpgradeAsync(second, "exec?stdout=1");
        await stream.ReadExactlyAsync(new byte[3], Patience);
        await Server.Part.DisposeAsync();
        (await stream.ReadAsync(new byte[1], Patience)).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_kubelet_still_says_arrives_though_it_takes_nothing_more()
    {
        // The kubelet's output comes only when the client is read from again after the write that failed.
        var (reads, goesOn, output) = (0, new TaskCompletionSource(), new MemoryStream());
        await using var client = new Ends(
            async (buffer, cancellation) =>
            {
                if (++reads > 1) goesOn.TrySetResult();
                if (reads > 2) await Task.Delay(Timeout.Infinite, cancellation);
                buffer.Span[0] = 1;
                return 1;
            },
            output.WriteAsync);
        var said = new Queue<byte[]>(["late"u8.ToArray(), []]);
        await using var kubelet = new Ends(
            async (buffer, cancellation) =>
            {
                await goesOn.Task.WaitAsync(cancellation);
                var next = said.Dequeue();
                next.CopyTo(buffer);
                return next.Length;
            },
            (_, _) => throw new IOException("connection reset"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Patience);

        await KubeletTunnel.JoinAsync(client, kubelet, end);

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe("late");
    }

    [Theory]
    [InlineData("pods/ghost/exec?stdout=1", 404, "pods \"ghost\" not found")]
    [InlineData("pods/web/exec?container=ghost", 400, "container ghost is not valid for pod web")]
    [InlineData("pods/two/exec?stdout=1", 400, "a container name must be specified for pod two, choose one of: [a b]")]
    [InlineData("pods/lost/exec?stdout=1", 400, "does not have a host assigned")]
    [InlineData("pods/web/exec?stdout=1", 503, "kubelet of node node-1")]
    [InlineData("pods/web/portforward", 503, "kubelet of node node-1")]
    public async Task What_cannot_be_connected_is_told_as_a_status(string path, int code, string why)
    {
        await PodOnNodeAsync($"http://127.0.0.1:{FreePort.Next()}");
        await Server.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"two"},"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"x"}]}}""");
        await Server.PodAsync("lost");
        using var client = new TcpClient();
        var (stream, head) = await UpgradeAsync(client, path, "/api/v1/namespaces/default/");
        head.ShouldStartWith($"HTTP/1.1 {code}");
        var body = new byte[int.Parse(head.Split("Content-Length: ")[1].Split('\r')[0])];
        await stream.ReadExactlyAsync(body, Patience);
        Encoding.UTF8.GetString(body).ShouldContain("\"kind\":\"Status\"");
        Encoding.UTF8.GetString(body).Replace("\\\"", "\"").ShouldContain(why);
    }

    [Fact]
    public async Task Who_does_not_ask_for_an_upgrade_is_told()
    {
        await PodOnNodeAsync($"http://127.0.0.1:{FreePort.Next()}");
        var answer = await Server.PostAsync(Pod + "/exec?stdout=1", "");
        answer.Code.ShouldBe(400);
        answer.Message.ShouldBe("Upgrade request required");
    }

    [Fact]
    public async Task A_refusal_of_the_kubelet_is_passed_on()
    {
        await using var kubelet = await KubeletAsync(async http =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("container \"c\" is not running");
        });
        await PodOnNodeAsync(kubelet.Urls.First());
        using var client = new TcpClient();
        var (_, head) = await UpgradeAsync(client, "exec?stdout=1");
        head.ShouldStartWith("HTTP/1.1 400");
    }

    private static async Task<WebApplication> KubeletAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(1));
        builder.Logging.ClearProviders();
        var kubelet = builder.Build();
        kubelet.UseWebSockets();
        kubelet.Run(answer);
        await kubelet.StartAsync();
        return kubelet;
    }

    private async Task<(NetworkStream Stream, string Head)> UpgradeAsync(TcpClient client, string path, string prefix = Pod + "/")
    {
        await client.ConnectAsync(Server.Part.Address.Host, Server.Part.Address.Port, Patience);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {prefix}{path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: portforward.k8s.io\r\nContent-Length: 0\r\n\r\n"), Patience);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, Patience) == 1) head.Append((char)one[0]);
        return (stream, head.ToString());
    }

    private async Task PodOnNodeAsync(string address)
    {
        await Server.PostAsync("/api/v1/nodes",
            """{"metadata":{"name":"node-1"},"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":""" + new Uri(address).Port + "}}}}");
        await Server.PodAsync("web", spec: "\"nodeName\":\"node-1\"");
    }

    /// <summary>A connection whose ends are in the hands of a test.</summary>
    private sealed class Ends(
        Func<Memory<byte>, CancellationToken, ValueTask<int>> read, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => read(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => write(buffer, cancellationToken);
    }
}
