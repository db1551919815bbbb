using System.Net.Sockets;
using DuckBus.Streaming.PortForwards;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>Passes the bytes of one connection on, in both directions.</summary>
internal static class PortForwarding
{
    /// <summary>
    /// Goes on until the pod sends no more, which the client is told; or either side breaks off, which the other is told. A client
    /// that sends no more may still read.
    /// </summary>
    public static async Task RunAsync(IPortForward forward, Socket pod, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stream = new NetworkStream(pod, ownsSocket: false);
        var sending = SendAsync(forward.Data, stream, end);
        var received = await ReceiveAsync(stream, forward, end.Token);
        await end.CancelAsync();
        await sending;
        if (!received) await forward.RefuseAsync("the connection to the pod broke off", cancellationToken);
    }

    private static async Task<bool> ReceiveAsync(NetworkStream pod, IPortForward forward, CancellationToken cancellationToken)
    {
        try
        {
            await pod.CopyToAsync(forward.Data, cancellationToken);
            await forward.CompleteAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (IsBreak(e))
        {
            return false;
        }
    }

    private static async Task SendAsync(Stream data, NetworkStream pod, CancellationTokenSource end)
    {
        try
        {
            await data.CopyToAsync(pod, end.Token);
            pod.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsBreak(e))
        {
            await end.CancelAsync();
        }
    }

    private static bool IsBreak(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;
}
