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
        try
        {
            await stream.CopyToAsync(forward.Data, end.Token);
            await forward.CompleteAsync(end.Token);
        }
        catch (IOException broken) when (!end.IsCancellationRequested)
        {
            await forward.RefuseAsync(broken.Message, cancellationToken);
        }
        finally
        {
            await end.CancelAsync();
            await sending;
        }
    }

    private static async Task SendAsync(Stream data, NetworkStream pod, CancellationTokenSource end)
    {
        try
        {
            await data.CopyToAsync(pod, end.Token);
            pod.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await end.CancelAsync();
        }
    }
}
