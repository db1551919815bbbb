using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>ListMeta describes metadata that lists have.</summary>
public sealed record ListMeta : Extensible
{
    /// <summary>The revision at which the list was taken; a watch from it misses nothing.</summary>
    [Proto(2)]
    public string? ResourceVersion { get; init; }

    /// <summary>Set if more items match than the limit asked for; pass it on to get the next page.</summary>
    [Proto(3)]
    public string? Continue { get; init; }

    /// <summary>How many items are left after this page, where that is known.</summary>
    [Proto(4)]
    public long? RemainingItemCount { get; init; }

    /// <summary>Deprecated: not set any more.</summary>
    [Proto(1)]
    public string? SelfLink { get; init; }
}
