using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NamespaceStatus is information about the current status of a Namespace.</summary>
public sealed record NamespaceStatus : Extensible
{
    /// <summary>Active, or Terminating while its content is being deleted.</summary>
    [Proto(1), Values("Active", "Terminating")]
    public string? Phase { get; init; }

    /// <summary>What holds a deletion up.</summary>
    [Proto(2), MergeKey("type")]
    public IReadOnlyList<NamespaceCondition>? Conditions { get; init; }
}
