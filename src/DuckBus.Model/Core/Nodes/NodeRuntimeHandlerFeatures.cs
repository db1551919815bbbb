using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeRuntimeHandlerFeatures is what a runtime handler can do.</summary>
public sealed record NodeRuntimeHandlerFeatures : Extensible
{
    /// <summary>Whether it makes recursive read-only mounts.</summary>
    [Proto(1)]
    public bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>Whether it has user namespaces.</summary>
    [Proto(2)]
    public bool? UserNamespaces { get; init; }
}
