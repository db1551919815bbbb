using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodIP represents a single IP address allocated to the pod.</summary>
public sealed record PodIP : Extensible
{
    /// <summary>The IP address.</summary>
    [Proto(1), Required]
    public string Ip { get; init; } = "";
}
