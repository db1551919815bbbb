using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Apps;

/// <summary>Spec to control the desired behavior of the rolling update of a DaemonSet. One of the two is 0.</summary>
public sealed record RollingUpdateDaemonSet : Extensible
{
    /// <summary>The number or percentage of nodes whose pod can be unavailable during the update; rounded up; 1 unless given.</summary>
    [Proto(1)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>The number or percentage of nodes that can have a new pod beside the old one during the update; rounded up; 0 unless given.</summary>
    [Proto(2)]
    public IntOrString? MaxSurge { get; init; }
}
