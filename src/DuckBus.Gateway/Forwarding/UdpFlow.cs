using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>The datagrams between one client and one endpoint.</summary>
internal sealed class UdpFlow : IDisposable
{
    private const int MaxDatagram = 65_535;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private readonly Socket listener;
    private readonly Socket server;
    private readonly SocketAddress client;
    private readonly TimeProvider time;
    private long lastMoved;

    public UdpFlow(Socket listener, SocketAddress client, IPEndPoint endpoint, TimeProvider time)
    {
        this.listener = listener;
        this.client = client;
        this.time = time;
        Endpoint = endpoint;
        lastMoved = time.GetTimestamp();
        server = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        server.Connect(endpoint);
        _ = AnswerAsync();
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>Nothing moved for long, in either direction.</summary>
    public bool IsIdle => time.GetElapsedTime(Volatile.Read(ref lastMoved)) >= Lifetime;

    /// <summary>The endpoint does not take datagrams: the next one should go elsewhere.</summary>
    public bool IsBroken { get; private set; }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram)
    {
        Volatile.Write(ref lastMoved, time.GetTimestamp());
        try
        {
            await server.SendAsync(datagram, SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            IsBroken = true;
        }
    }

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                // Flows are many, and most of them wait: none of those has a buffer.
                await server.ReceiveAsync(Memory<byte>.Empty, SocketFlags.Peek);
                await AnswerOnceAsync();
                Volatile.Write(ref lastMoved, time.GetTimestamp());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            IsBroken = true;
        }
    }

    private async ValueTask AnswerOnceAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxDatagram);
        try
        {
            var count = await server.ReceiveAsync(buffer.AsMemory(0, MaxDatagram), SocketFlags.None);
            await listener.SendToAsync(buffer.AsMemory(0, count), SocketFlags.None, client);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
