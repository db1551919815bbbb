using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PodAntiAffinity says which pods a pod wants to be away from.</summary>
public sealed record PodAntiAffinity : Extensible
{
    /// <summary>None of these may hold where the pod is placed.</summary>
    [Proto(1)]
    public IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Places where these do not hold are preferred.</summary>
    [Proto(2)]
    public IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
