using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeConfigStatus was which configuration a kubelet used. Nothing writes it any more.</summary>
public sealed record NodeConfigStatus : Extensible
{
    /// <summary>The one to use.</summary>
    [Proto(1)]
    public NodeConfigSource? Assigned { get; init; }

    /// <summary>The one in use.</summary>
    [Proto(2)]
    public NodeConfigSource? Active { get; init; }

    /// <summary>The one to go back to.</summary>
    [Proto(3)]
    public NodeConfigSource? LastKnownGood { get; init; }

    /// <summary>What went wrong.</summary>
    [Proto(4)]
    public string? Error { get; init; }
}
