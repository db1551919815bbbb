using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PodAffinityTerm is a set of pods, and what counts as the same place.</summary>
public sealed record PodAffinityTerm : Extensible
{
    /// <summary>Which pods, by their labels; none unless given.</summary>
    [Proto(1)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>In which namespaces; in the pod's own unless these or namespaceSelector are given.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>The node label whose value is the place, such as kubernetes.io/hostname.</summary>
    [Proto(3), Required]
    public string TopologyKey { get; init; } = "";

    /// <summary>In which namespaces, by their labels; an empty selector means all.</summary>
    [Proto(4)]
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Labels of the pod itself that the others must have with the same value.</summary>
    [Proto(5)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    /// <summary>Labels of the pod itself that the others must have with another value.</summary>
    [Proto(6)]
    public IReadOnlyList<string>? MismatchLabelKeys { get; init; }
}
