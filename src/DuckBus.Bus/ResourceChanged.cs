using DuckBus.Model.Kinds;

namespace DuckBus.Bus;

/// <summary>News about one object. It may come twice, late, or out of order: compare revisions, never rely on order.</summary>
public sealed record ResourceChanged
{
    /// <summary>The id of the kind: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The namespace; empty for cluster-scoped objects.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The object's identity in time.</summary>
    public required string Uid { get; init; }

    /// <summary>The revision of the change.</summary>
    public required long Revision { get; init; }

    /// <summary>What happened.</summary>
    public required ChangeType Type { get; init; }

    /// <summary>The node of a pod, or of a node-bound object; null where none applies.</summary>
    public string? Node { get; init; }

    /// <summary>The object as JSON, with its resourceVersion; for a deletion its last state.</summary>
    public required string Object { get; init; }

    /// <summary>The W3C trace context of the request that made the change.</summary>
    public string? TraceParent { get; init; }
}
