using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Forwarding;

namespace DuckBus.Gateway.Dns;

/// <summary>Answers questions about names on one address, over UDP and TCP.</summary>
internal sealed class NameServer : IDisposable
{
    private const int MaxWaiting = 1024;
    private static readonly TimeSpan TcpPatience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource stop = new();
    private readonly NameService names;
    private readonly TcpAcceptor acceptor;
    private readonly Socket socket;
    private int waiting;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public NameServer(IPEndPoint address, NameService names)
    {
        this.names = names;
        acceptor = new TcpAcceptor(address, ServeAsync);
        socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(acceptor.Address);
        }
        catch
        {
            acceptor.Dispose();
            socket.Dispose();
            throw;
        }

        _ = ReceiveAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => acceptor.Address;

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Cancel();
        acceptor.Dispose();
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        var from = new SocketAddress(socket.AddressFamily);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var count = await socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, from, stop.Token);
                if (Volatile.Read(ref waiting) < MaxWaiting) _ = AnswerAsync(buffer.AsSpan(0, count).ToArray(), from.Copy());
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An asker that is gone.
            }
        }
    }

    private async Task AnswerAsync(byte[] asked, SocketAddress from)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            if (await names.AnswerAsync(asked, overTcp: false, stop.Token) is { } answer)
                await socket.SendToAsync(answer, SocketFlags.None, from, stop.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // An asker that is gone, or this one goes.
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            client.NoDelay = true;
            while (true)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                patience.CancelAfter(TcpPatience);
                if (await Upstream.ReadFramedAsync(stream, patience.Token) is not { } asked
                    || await names.AnswerAsync(asked, overTcp: true, patience.Token) is not { } answer)
                    return;
                await stream.WriteAsync(Upstream.Framed(answer), patience.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // An asker that is gone or silent.
        }
    }
}
