using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DaemonSetSpec is the specification of a DaemonSet.</summary>
public sealed record DaemonSetSpec : Extensible
{
    /// <summary>Label selector for pods. It must match the template's labels. Immutable.</summary>
    [Proto(1), Required]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>The pod that runs on every node which matches the template's node selector, or on every node if it has none.</summary>
    [Proto(2), Required]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>How existing pods are replaced with new ones.</summary>
    [Proto(3)]
    public DaemonSetUpdateStrategy? UpdateStrategy { get; init; }

    /// <summary>Seconds for which a new pod should be ready to be considered available; 0 unless given.</summary>
    [Proto(4)]
    public int? MinReadySeconds { get; init; }

    /// <summary>The number of old templates to retain to allow rollback; 10 unless given.</summary>
    [Proto(6)]
    public int? RevisionHistoryLimit { get; init; }
}
