using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Autoscaling;

/// <summary>ScaleSpec is how many replicas are wanted.</summary>
public sealed record ScaleSpec : Extensible
{
    /// <summary>The number of replicas that are wanted.</summary>
    [Proto(1)]
    public int? Replicas { get; init; }
}
