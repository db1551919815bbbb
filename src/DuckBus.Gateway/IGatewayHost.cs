namespace DuckBus.Gateway;

/// <summary>Where the gateway of a cluster runs, and how it is reached from wherever the engine's API is.</summary>
public interface IGatewayHost
{
    /// <summary>
    /// Makes sure that the gateway runs, and opens a control stream to it: <see cref="Control.ControlRequest"/> one a line towards the
    /// gateway, <see cref="Control.ControlAnswer"/> one a line back. The stream ends with the gateway; the caller disposes it.
    /// </summary>
    /// <exception cref="IOException">There is no gateway now; the message says why. Trying again may help.</exception>
    Task<Stream> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Opens a TCP connection from within the cluster's network, for callers that do not reach that network themselves. Bytes in, bytes out;
    /// the stream ends when either side closes.
    /// </summary>
    /// <param name="address">An address of a service or of a pod.</param>
    /// <param name="port">The port there.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="IOException">It cannot be opened; the inner exception is a <see cref="System.Net.Sockets.SocketException"/> if it was refused there.</exception>
    Task<Stream> DialAsync(System.Net.IPAddress address, int port, CancellationToken cancellationToken);

    /// <summary>Looks, at little cost, for another network that has addresses of the cluster on this machine, so that they may lead there.</summary>
    /// <returns>Which one, and what to do; null if none is known.</returns>
    string? FindClash();
}
