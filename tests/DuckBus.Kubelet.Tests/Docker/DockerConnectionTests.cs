using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class DockerConnectionTests
{
    private const string Version = """{"Version":"20","ApiVersion":"1.41","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}""";

    [Theory]
    [InlineData("networks/n/connect")]
    [InlineData("exec/e/start")]
    public async Task An_engine_that_turns_deaf_is_given_up(string path)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = new DockerConnection(DockerEndpoint.Parse($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), TimeProvider.System)
        {
            Patience = TimeSpan.FromSeconds(2),
        };
        var engine = TellVersionsOnlyAsync(listener);

        Task call = path.StartsWith("exec", StringComparison.Ordinal)
            ? connection.HijackAsync(path, new { Tty = false }, TestContext.Current.CancellationToken)
            : connection.TellAsync(path, new { Container = "c" }, TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<RuntimeException>(call.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        failure.Message.ShouldContain($"has not answered POST /{path} for 2 s. If it stays so, restart it");
        listener.Stop();
        await engine;
    }

    private static async Task TellVersionsOnlyAsync(TcpListener listener)
    {
        var clients = new List<TcpClient>();
        try
        {
            while (true)
            {
                clients.Add(await listener.AcceptTcpClientAsync());
                _ = TellVersionAsync(clients[^1].GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static async Task TellVersionAsync(NetworkStream stream)
    {
        var request = new byte[4096];
        var length = await stream.ReadAsync(request);
        if (Encoding.ASCII.GetString(request, 0, length).StartsWith("GET /version", StringComparison.Ordinal))
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Version.Length}\r\n\r\n{Version}"));
    }
}
