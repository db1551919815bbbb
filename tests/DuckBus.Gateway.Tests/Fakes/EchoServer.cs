using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Tests.Fakes;

/// <summary>An endpoint: greets each connection with its name, then sends back what it gets, to the end.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> taken = [];
    private int count;

    public EchoServer(string name = "", string address = "127.0.0.1")
    {
        Name = name;
        listener.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        listener.Listen(4096);
        _ = AcceptAsync();
    }

    public string Name { get; }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndPoint!;

    public int Count => Volatile.Read(ref count);

    /// <summary>Breaks all connections off.</summary>
    public void Reset()
    {
        lock (taken)
        {
            foreach (var socket in taken)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        lock (taken) taken.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync();
                Interlocked.Increment(ref count);
                lock (taken) taken.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(Name));
            while (await socket.ReceiveAsync(buffer) is var read and > 0)
                await socket.SendAsync(buffer.AsMemory(0, read));
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side broke off.
        }
    }
}
