using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>LinuxContainerUser are the ids that a container runs with.</summary>
public sealed record LinuxContainerUser : Extensible
{
    /// <summary>The user.</summary>
    [Proto(1), Required]
    public long Uid { get; init; }

    /// <summary>The group.</summary>
    [Proto(2), Required]
    public long Gid { get; init; }

    /// <summary>More groups.</summary>
    [Proto(3)]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }
}
