using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DuckBus.Proxy.Tests.Fakes;

/// <summary>A pod: tells each who connects its name, and holds the connection until it is let go.</summary>
internal sealed class NamedServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public NamedServer(string name, string address = "127.0.0.1")
    {
        listener.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        listener.Listen(128);
        _ = Task.Run(async () =>
        {
            while (true)
                _ = ServeAsync(await listener.AcceptAsync(), name);
        });
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndPoint!;

    public void Dispose() => listener.Dispose();

    // Each on its own: one who keeps a connection must not keep the next one waiting.
    private static async Task ServeAsync(Socket accepted, string name)
    {
        using var socket = accepted;
        await socket.SendAsync(Encoding.ASCII.GetBytes(name));
        socket.Shutdown(SocketShutdown.Send);
        while (await socket.ReceiveAsync(new byte[64]) > 0) continue;
    }

    /// <summary>Who answers at an address.</summary>
    public static async Task<string> AskAsync(string address, int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port);
        using var reader = new StreamReader(client.GetStream());
        client.Client.Shutdown(SocketShutdown.Send);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
