using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Apps;

/// <summary>Spec to control the desired behavior of rolling update.</summary>
public sealed record RollingUpdateDeployment : Extensible
{
    /// <summary>The number or percentage of pods that can be unavailable during the update; 25% unless given.</summary>
    [Proto(1), Default("25%")]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>The number or percentage of pods that can be scheduled above the desired number; 25% unless given.</summary>
    [Proto(2), Default("25%")]
    public IntOrString? MaxSurge { get; init; }
}
