using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>Affinity says where a pod should run, and next to whom.</summary>
public sealed record Affinity : Extensible
{
    /// <summary>Which nodes the pod wants, by their labels.</summary>
    [Proto(1)]
    public NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Which pods it wants to be near.</summary>
    [Proto(2), NotActedOn("the scheduler places the pod as if it had none")]
    public PodAffinity? PodAffinity { get; init; }

    /// <summary>Which pods it wants to be away from.</summary>
    [Proto(3), NotActedOn("the scheduler places the pod as if it had none")]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
