using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>NodeAffinity says which nodes a pod wants, by their labels.</summary>
public sealed record NodeAffinity : Extensible
{
    /// <summary>The pod is only placed on a node that matches. A pod that runs stays when labels change.</summary>
    [Proto(1)]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Nodes that match are preferred: the weights of what matches add up.</summary>
    [Proto(2)]
    public IReadOnlyList<PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
