using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PodSchedulingGate keeps a pod from being scheduled until it is removed.</summary>
public sealed record PodSchedulingGate : Extensible
{
    /// <summary>Name of the gate; each must be given once.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";
}
