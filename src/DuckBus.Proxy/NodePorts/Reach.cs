using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Dns;

namespace DuckBus.Proxy.NodePorts;

/// <summary>Whether this process reaches the cluster's network by itself, as it does on Linux and in a container of that network.</summary>
/// <param name="nameServer">The name server in the gateway.</param>
/// <param name="domain">The domain of the cluster.</param>
/// <param name="time">The clock.</param>
internal sealed class Reach(IPEndPoint nameServer, string domain, TimeProvider time)
{
    private const byte IsAnswer = 0x80;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>False: only the gateway does. Until it is found out, it is hoped for.</summary>
    public bool IsDirect { get; private set; } = true;

    /// <summary>Finds out, by way of the name server in the gateway.</summary>
    /// <returns>Whether it is otherwise than before.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var before = IsDirect;
        IsDirect = await AnswersAsync(cancellationToken);
        return IsDirect != before;
    }

    // To connect is not enough: some firewalls and proxies on the way out take every connection.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => over.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        using var socket = new Socket(nameServer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(nameServer, over.Token);
            await using var stream = new NetworkStream(socket);
            var question = DnsWriter.Question((ushort)Random.Shared.Next(ushort.MaxValue), $"dns-version.{domain}", DnsType.TXT);
            await stream.WriteAsync(Upstream.Framed(question), over.Token);
            return await Upstream.ReadFramedAsync(stream, over.Token) is { } answer && answer.AsSpan().StartsWith(question.AsSpan(0, 2)) && (answer[2] & IsAnswer) != 0;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
