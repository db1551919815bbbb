using System.Net;
using System.Net.Sockets;

namespace DuckBus.Proxy.NodePorts;

/// <summary>Whether this process reaches the cluster's network by itself, as it does on Linux and in a container of that network.</summary>
internal sealed class Reach(IPEndPoint nameServer, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>False: only the gateway does. Until it is found out, it is hoped for.</summary>
    public bool IsDirect { get; private set; } = true;

    /// <summary>Finds out, by way of the name server in the gateway.</summary>
    /// <returns>Whether it is otherwise than before.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var before = IsDirect;
        IsDirect = await ConnectsAsync(cancellationToken);
        return IsDirect != before;
    }

    private async Task<bool> ConnectsAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => over.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        using var socket = new Socket(nameServer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(nameServer, over.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
