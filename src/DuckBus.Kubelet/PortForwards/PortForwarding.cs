using System.Net.Sockets;
using DuckBus.Streaming.PortForwards;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>Passes the bytes of one connection on, in both directions.</summary>
internal sealed class PortForwarding
{
    private readonly IPortForward forward;
    private readonly Socket pod;
    private volatile bool isShut;

    private PortForwarding(IPortForward forward, Socket pod)
    {
        this.forward = forward;
        this.pod = pod;
    }

    /// <summary>
    /// Goes on until the pod sends no more, which the client is told; or either side breaks off, which the other is told. A client
    /// that sends no more may still read.
    /// </summary>
    public static Task RunAsync(IPortForward forward, Socket pod, CancellationToken cancellationToken) =>
        new PortForwarding(forward, pod).RunAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stream = new NetworkStream(pod, ownsSocket: false);
        var sending = SendAsync(stream, end);
        var received = await ReceiveAsync(stream, end.Token);
        await end.CancelAsync();
        await sending;
        if (!received) await forward.RefuseAsync("the connection to the pod broke off", cancellationToken);
    }

    private async Task<bool> ReceiveAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.CopyToAsync(forward.Data, cancellationToken);
            ThrowIfReset();
            await forward.CompleteAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (IsBreak(e))
        {
            return false;
        }
    }

    // Linux tells the error of a reset once. If a write met it first, a read sees an ordinary end; but every write fails from then on.
    private void ThrowIfReset()
    {
        if (!isShut) pod.Send(ReadOnlySpan<byte>.Empty);
    }

    private async Task SendAsync(NetworkStream stream, CancellationTokenSource end)
    {
        try
        {
            await forward.Data.CopyToAsync(stream, end.Token);
            isShut = true;
            pod.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsBreak(e))
        {
            await end.CancelAsync();
        }
    }

    private static bool IsBreak(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;
}
