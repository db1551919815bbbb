namespace DuckBus.Gateway.Tables;

/// <summary>What a port speaks.</summary>
public enum TransportProtocol
{
    /// <summary>Connections.</summary>
    Tcp,

    /// <summary>Datagrams.</summary>
    Udp,
}
