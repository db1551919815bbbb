using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>GrpcAction asks the standard gRPC health service in the container.</summary>
public sealed record GrpcAction : Extensible
{
    /// <summary>The port, 1 to 65535.</summary>
    [Proto(1), Required]
    public int Port { get; init; }

    /// <summary>The service whose health is asked for; empty for the server as a whole.</summary>
    [Proto(2)]
    public string? Service { get; init; }
}
