using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeSwapStatus is the swap space of a node.</summary>
public sealed record NodeSwapStatus : Extensible
{
    /// <summary>How much, in bytes.</summary>
    [Proto(1)]
    public long? Capacity { get; init; }
}
