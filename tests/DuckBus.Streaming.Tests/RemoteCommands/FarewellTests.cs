using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Streaming.PortForwards;
using DuckBus.Streaming.RemoteCommands;
using Microsoft.AspNetCore.Http;
using static DuckBus.Streaming.Tests.Spdy.SpdyClient;

namespace DuckBus.Streaming.Tests.RemoteCommands;

/// <summary>
/// Some clients wait for the connection to wake them up for each message, and so have not read the farewell when the last packet
/// has come. They go on only when the server ends the connection.
/// </summary>
public sealed class FarewellTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_command_ends_the_connection_of_a_client_that_does_not_answer_the_farewell()
    {
        await using var server = await StreamServer.StartAsync(async http =>
        {
            await using var command = (await RemoteCommandUpgrade.AcceptAsync(http, RemoteCommandQuery.Read(http.Request.Query), http.RequestAborted))!;
            await command.Stdout.WriteAsync("quack"u8.ToArray(), http.RequestAborted);
            await command.FinishAsync(new Status { Outcome = "Success" }, http.RequestAborted);
        });

        (await ReadToEndAsync(server, "?stdout=1")).ShouldContain("\"status\":\"Success\"");
    }

    [Fact]
    public async Task A_forwarded_port_does_too()
    {
        await using var server = await StreamServer.StartAsync(async http =>
        {
            await using var client = (await PortForwardUpgrade.AcceptAsync(http, http.RequestAborted))!;
            await client.CloseAsync(http.RequestAborted);
        });

        await ReadToEndAsync(server, "?ports=80");
    }

    private static async Task<string> ReadToEndAsync(StreamServer server, string query)
    {
        var (connection, _) = await UpgradeAsync(server.Address, "/" + query, "GET", "websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: v4.channel.k8s.io");
        using var text = new StreamReader(connection, Encoding.Latin1);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken);
    }
}
