using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Autoscaling;

/// <summary>ScaleStatus is how many replicas there are.</summary>
public sealed record ScaleStatus : Extensible
{
    /// <summary>The number of replicas that there are.</summary>
    [Proto(1)]
    public int Replicas { get; init; }

    /// <summary>The pods that count, as a label selector in text form.</summary>
    [Proto(2)]
    public string? Selector { get; init; }
}
