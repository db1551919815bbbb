using System.Net;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Addresses as sockets give them, which are overwritten by the next datagram.</summary>
internal static class SocketAddresses
{
    /// <summary>One to keep.</summary>
    public static SocketAddress Copy(this SocketAddress address)
    {
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }
}
