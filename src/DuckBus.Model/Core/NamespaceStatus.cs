using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>NamespaceStatus is information about the current status of a Namespace.</summary>
public sealed record NamespaceStatus : Extensible
{
    /// <summary>Active, or Terminating while its content is being deleted.</summary>
    public string? Phase { get; init; }

    /// <summary>What holds a deletion up.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
