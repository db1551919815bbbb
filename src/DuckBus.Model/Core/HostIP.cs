using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>HostIP is an address of the node.</summary>
public sealed record HostIP : Extensible
{
    /// <summary>The address.</summary>
    [Proto(1), Required]
    public string Ip { get; init; } = "";
}
