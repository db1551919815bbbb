using System.Net;
using System.Net.WebSockets;
using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Streaming.RemoteCommands;

namespace DuckBus.Streaming.Tests.RemoteCommands;

public sealed class WebSocketRemoteCommandTests
{
    private static readonly Status Success = new() { Outcome = "Success" };

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    [InlineData("v3.channel.k8s.io")]
    [InlineData("channel.k8s.io")]
    public async Task Output_and_errors_come_on_their_channels(string protocol)
    {
        await using var server = await ServeAsync(async command =>
        {
            await command.Stdout.WriteAsync("out"u8.ToArray(), Patience);
            await command.Stderr.WriteAsync("err"u8.ToArray(), Patience);
        });
        using var client = await ConnectAsync(server, "stdout=1&stderr=1", protocol);
        var got = await ReadAllAsync(client);
        got[1].ShouldBe("out");
        got[2].ShouldBe("err");
        client.SubProtocol.ShouldBe(protocol);
        client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Input_ends_when_a_v5_client_closes_its_channel()
    {
        await using var server = await ServeAsync(command => command.Stdin.CopyToAsync(command.Stdout, Patience));
        using var client = await ConnectAsync(server, "stdin=true&stdout=true", "v5.channel.k8s.io");
        await SendAsync(client, [0, .. "quack"u8]);
        await SendAsync(client, [255, 0]);
        (await ReadAllAsync(client))[1].ShouldBe("quack");
    }

    [Fact]
    public async Task The_error_channel_ends_with_a_status_in_json_since_v4()
    {
        var failure = new Status { Reason = "NonZeroExitCode", Message = "exit 3", Details = new() { Causes = [new() { Reason = "ExitCode", Message = "3" }] } };
        await using var server = await ServeAsync(_ => Task.CompletedTask, failure);
        using var now = await ConnectAsync(server, "stdout=1", "v4.channel.k8s.io");
        (await ReadAllAsync(now))[3].ShouldContain("\"reason\":\"NonZeroExitCode\"");
        using var before = await ConnectAsync(server, "stdout=1", "channel.k8s.io");
        (await ReadAllAsync(before))[3].ShouldBe("exit 3");
    }

    [Fact]
    public async Task Old_clients_hear_nothing_of_success()
    {
        await using var server = await ServeAsync(_ => Task.CompletedTask);
        using var client = await ConnectAsync(server, "stdout=1", "channel.k8s.io");
        (await ReadAllAsync(client)).ContainsKey(3).ShouldBeFalse();
    }

    [Fact]
    public async Task Sizes_of_the_terminal_arrive()
    {
        var size = new TaskCompletionSource<TerminalSize>();
        await using var server = await ServeAsync(async command =>
        {
            await foreach (var one in command.ResizesAsync(Patience))
            {
                size.TrySetResult(one);
                return;
            }
        });
        using var client = await ConnectAsync(server, "stdout=1&tty=1", "v5.channel.k8s.io");
        await SendAsync(client, [4, .. "no size"u8]);
        await SendAsync(client, [4, .. """{"Width":132,"Height":43}"""u8]);
        (await size.Task.WaitAsync(Patience)).ShouldBe(new TerminalSize(132, 43));
    }

    [Fact]
    public async Task Base64_clients_send_and_get_text()
    {
        await using var server = await ServeAsync(async command =>
        {
            var buffer = new byte[5];
            await command.Stdin.ReadExactlyAsync(buffer, Patience);
            await command.Stdout.WriteAsync(buffer, Patience);
        });
        using var client = await ConnectAsync(server, "stdin=1&stdout=1", "v4.base64.channel.k8s.io");
        await client.SendAsync(Encoding.ASCII.GetBytes("0" + Convert.ToBase64String("quack"u8)), WebSocketMessageType.Text, true, Patience);
        var got = await ReadAllAsync(client);
        Encoding.UTF8.GetString(Convert.FromBase64String(got['1'])).ShouldBe("quack");
    }

    [Fact]
    public async Task A_large_input_passes_a_slow_reader_unharmed()
    {
        var input = new byte[5_000_000];
        Random.Shared.NextBytes(input);
        var got = new MemoryStream();
        await using var server = await ServeAsync(async command => await command.Stdin.CopyToAsync(got, 1000, Patience));
        using var client = await ConnectAsync(server, "stdin=1&stdout=1", "v5.channel.k8s.io");
        foreach (var chunk in input.Chunk(70_000)) await SendAsync(client, [0, .. chunk]);
        await SendAsync(client, [255, 0]);
        await ReadAllAsync(client);
        got.ToArray().SequenceEqual(input).ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_that_ends_without_reading_its_input_ends_the_connection()
    {
        await using var server = await ServeAsync(async command => await command.Stdin.ReadExactlyAsync(new byte[1], Patience));
        using var client = await ConnectAsync(server, "stdin=1&stdout=1", "v5.channel.k8s.io");
        for (var i = 0; i < 20; i++) await SendAsync(client, [0, .. new byte[50_000]]);
        (await ReadAllAsync(client))[3].ShouldContain("Success");
    }

    [Fact]
    public async Task The_command_hears_that_its_client_is_gone()
    {
        var gone = new TaskCompletionSource();
        await using var server = await ServeAsync(async command =>
        {
            await using var registration = command.Closed.Register(gone.SetResult);
            await gone.Task.WaitAsync(Patience);
        });
        var client = await ConnectAsync(server, "stdout=1", "v5.channel.k8s.io");
        client.Abort();
        await gone.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_asks_for_no_upgrade_or_an_unknown_protocol_is_told()
    {
        await using var server = await ServeAsync(_ => Task.CompletedTask);
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(server.Address, "?stdout=1"), Patience);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Patience)).ShouldContain("upgrade");

        using var stranger = new ClientWebSocket();
        stranger.Options.AddSubProtocol("quack.example.com");
        await Should.ThrowAsync<WebSocketException>(stranger.ConnectAsync(Url(server, "stdout=1"), Patience));
        server.Failures.ShouldBeEmpty();
    }

    private static Task<StreamServer> ServeAsync(Func<IRemoteCommandConnection, Task> command, Status? status = null) => StreamServer.StartAsync(async http =>
    {
        await using var connection = await RemoteCommandUpgrade.AcceptAsync(http, RemoteCommandQuery.Read(http.Request.Query), http.RequestAborted);
        if (connection is null) return;
        await command(connection);
        await connection.FinishAsync(status ?? Success, Patience);
    });

    private static Uri Url(StreamServer server, string query) => new UriBuilder(server.Address) { Scheme = "ws", Query = query }.Uri;

    private static async Task<ClientWebSocket> ConnectAsync(StreamServer server, string query, string protocol)
    {
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol(protocol);
        await client.ConnectAsync(Url(server, query), Patience);
        return client;
    }

    private static Task SendAsync(ClientWebSocket client, byte[] message) =>
        client.SendAsync(message, WebSocketMessageType.Binary, true, Patience);

    /// <summary>What came on each channel until the server closed.</summary>
    private static async Task<Dictionary<int, string>> ReadAllAsync(ClientWebSocket client)
    {
        var got = new Dictionary<int, string>();
        var buffer = new byte[100_000];
        while (await client.ReceiveAsync(buffer, Patience) is { MessageType: not WebSocketMessageType.Close } message)
            got[buffer[0]] = got.GetValueOrDefault(buffer[0], "") + Encoding.UTF8.GetString(buffer, 1, message.Count - 1);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience);
        return got;
    }
}
