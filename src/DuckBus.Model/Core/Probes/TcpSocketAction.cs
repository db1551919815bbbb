using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core.Probes;

/// <summary>TcpSocketAction opens a connection to the container.</summary>
public sealed record TcpSocketAction : Extensible
{
    /// <summary>The port, 1 to 65535, or the name of one of the container's ports.</summary>
    [Proto(1), Required]
    public IntOrString Port { get; init; }

    /// <summary>The host to connect to; the pod's address unless given.</summary>
    [Proto(2)]
    public string? Host { get; init; }
}
