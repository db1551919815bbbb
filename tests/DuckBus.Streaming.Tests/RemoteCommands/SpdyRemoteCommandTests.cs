using DuckBus.Model.Errors;
using DuckBus.Streaming.RemoteCommands;
using static DuckBus.Streaming.Tests.Spdy.SpdyClient;

namespace DuckBus.Streaming.Tests.RemoteCommands;

public sealed class SpdyRemoteCommandTests
{
    [Fact]
    public async Task A_command_has_the_streams_that_the_client_opens()
    {
        await using var server = await ServeAsync(async command =>
        {
            await command.Stdin.CopyToAsync(command.Stdout, Patience);
            await command.Stderr.WriteAsync("err"u8.ToArray(), Patience);
        });
        var (client, head) = await ConnectAsync(server.Address, "/?stdin=1&stdout=1&stderr=1", "v4.channel.k8s.io");
        await using var _ = client;
        head.ShouldContain("101");
        head.ShouldContain("X-Stream-Protocol-Version: v4.channel.k8s.io");
        foreach (var (id, type) in new[] { (1, "error"), (3, "stdin"), (5, "stdout"), (7, "stderr") }) await client.OpenAsync(id, type);
        await client.SendAsync(3, "quack", fin: true);
        var got = await client.ReadAllAsync();
        got[5].ShouldBe("quack");
        got[7].ShouldBe("err");
        got[1].ShouldContain("\"status\":\"Success\"");
    }

    [Fact]
    public async Task Sizes_of_the_terminal_arrive()
    {
        var sizes = new List<TerminalSize>();
        await using var server = await ServeAsync(async command =>
        {
            await foreach (var size in command.ResizesAsync(Patience)) sizes.Add(size);
        });
        var (client, _) = await ConnectAsync(server.Address, "/?stdout=1&tty=1", "v3.channel.k8s.io");
        await using var end = client;
        foreach (var (id, type) in new[] { (1, "error"), (3, "stdout"), (5, "resize") }) await client.OpenAsync(id, type);
        await client.SendAsync(5, "{\"Width\":80,\"Height\":24}\n", fin: true);
        await client.ReadAllAsync();
        sizes.ShouldBe([new TerminalSize(80, 24)]);
    }

    [Fact]
    public async Task A_client_without_a_common_version_is_told()
    {
        await using var server = await ServeAsync(_ => Task.CompletedTask);
        var (client, head) = await ConnectAsync(server.Address, "/?stdout=1", "v9.quack");
        await using var _ = client;
        head.ShouldContain("400");
    }

    private static Task<StreamServer> ServeAsync(Func<IRemoteCommandConnection, Task> command) => StreamServer.StartAsync(async http =>
    {
        await using var connection = await RemoteCommandUpgrade.AcceptAsync(http, RemoteCommandQuery.Read(http.Request.Query), http.RequestAborted);
        if (connection is null) return;
        await command(connection);
        await connection.FinishAsync(new Status { Outcome = "Success" }, Patience);
    });
}
