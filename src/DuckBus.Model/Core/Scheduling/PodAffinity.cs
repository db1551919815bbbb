using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PodAffinity says which pods a pod wants to be near.</summary>
public sealed record PodAffinity : Extensible
{
    /// <summary>All of these must hold where the pod is placed.</summary>
    [Proto(1)]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Places where these hold are preferred.</summary>
    [Proto(2)]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
