using System.Net;
using System.Net.Sockets;
using System.Text;
using DuckBus.Gateway.Forwarding;

namespace DuckBus.Gateway.Dialing;

/// <summary>Makes connections for those who do not reach the cluster's network themselves. It listens on the loopback address only.</summary>
internal sealed class DialServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TcpAcceptor acceptor;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public DialServer(IPEndPoint address) => acceptor = new TcpAcceptor(address, ServeAsync);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => acceptor.Address;

    /// <inheritdoc />
    public void Dispose() => acceptor.Dispose();

    private static async Task ServeAsync(Socket client)
    {
        using (client)
            try
            {
                client.NoDelay = true;
                if (DialProtocol.ReadRequest(await ReadLineAsync(client)) is { } target) await ServeAsync(client, target);
                else await client.SendAsync(DialProtocol.Answer(new SocketException((int)SocketError.InvalidArgument)));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // A side went away.
            }
    }

    private static async Task ServeAsync(Socket client, IPEndPoint target)
    {
        using var server = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var failure = await ConnectAsync(server, target);
        await client.SendAsync(DialProtocol.Answer(failure));
        if (failure is null) await Pump.BothWaysAsync(client, server, new Connection(TimeProvider.System));
    }

    private static async Task<SocketException?> ConnectAsync(Socket server, IPEndPoint target)
    {
        using var over = new CancellationTokenSource(Patience);
        try
        {
            await server.ConnectAsync(target, over.Token);
            return null;
        }
        catch (SocketException failure)
        {
            return failure;
        }
        catch (OperationCanceledException)
        {
            return new SocketException((int)SocketError.TimedOut);
        }
    }

    // A byte at a time: what follows the line belongs to the connection.
    private static async Task<string> ReadLineAsync(Socket client)
    {
        using var over = new CancellationTokenSource(Patience);
        var line = new byte[DialProtocol.LongestLine];
        var length = 0;
        while (length < line.Length && await client.ReceiveAsync(line.AsMemory(length, 1), over.Token) == 1 && line[length] != '\n') length++;
        return Encoding.UTF8.GetString(line, 0, length);
    }
}
