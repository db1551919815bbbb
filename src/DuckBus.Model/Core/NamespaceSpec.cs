using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NamespaceSpec describes the attributes on a Namespace.</summary>
public sealed record NamespaceSpec : Extensible
{
    /// <summary>Values that must be removed before the namespace is gone; <c>kubernetes</c> waits for its content.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Finalizers { get; init; }
}
