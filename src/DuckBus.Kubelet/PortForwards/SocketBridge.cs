using System.Net;
using System.Net.Sockets;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>Gives a stream the face of a socket, for those who can only use sockets.</summary>
internal static class SocketBridge
{
    /// <summary>A socket whose other end is the stream, which is disposed with it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="closeInput">Tells the other side that no more comes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<Socket> OverAsync(Stream stream, Action closeInput, CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await near.ConnectAsync(listener.LocalEndPoint!, cancellationToken);
            var far = await listener.AcceptAsync(cancellationToken);
            // Anybody on this machine can connect to the port; only our own end may be heard.
            if (!near.LocalEndPoint!.Equals(far.RemoteEndPoint)) throw new SocketException((int)SocketError.ConnectionAborted);
            _ = PumpAsync(far, stream, closeInput);
            return near;
        }
        catch
        {
            near.Dispose();
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task PumpAsync(Socket far, Stream stream, Action closeInput)
    {
        await using var local = new NetworkStream(far, ownsSocket: true);
        await using (stream)
            try
            {
                var sending = SendAsync(local, stream, closeInput);
                await stream.CopyToAsync(local);
                far.Shutdown(SocketShutdown.Send);
                await sending;
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // Either side broke off: the other hears of it as both are closed.
            }
    }

    private static async Task SendAsync(NetworkStream local, Stream stream, Action closeInput)
    {
        await local.CopyToAsync(stream);
        closeInput();
    }
}
