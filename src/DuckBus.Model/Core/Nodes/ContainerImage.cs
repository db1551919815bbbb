using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>ContainerImage is an image that is on a node.</summary>
public sealed record ContainerImage : Extensible
{
    /// <summary>The names by which it is known.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Its size in bytes.</summary>
    [Proto(2)]
    public long? SizeBytes { get; init; }
}
