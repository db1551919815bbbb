using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>OwnerReference contains enough information to let you identify an owning object, in the same namespace or cluster-scoped.</summary>
[Atomic]
public sealed record OwnerReference : Extensible
{
    /// <summary>API version of the referent.</summary>
    [Proto(5), Required]
    public string ApiVersion { get; init; } = "";

    /// <summary>Kind of the referent.</summary>
    [Proto(1), Required]
    public string Kind { get; init; } = "";

    /// <summary>Name of the referent.</summary>
    [Proto(3), Required]
    public string Name { get; init; } = "";

    /// <summary>UID of the referent; ownership goes by it.</summary>
    [Proto(4), Required]
    public string Uid { get; init; } = "";

    /// <summary>If true, this reference points to the managing controller.</summary>
    [Proto(6)]
    public bool? Controller { get; init; }

    /// <summary>If true, foreground deletion of the owner waits for this object to be gone.</summary>
    [Proto(7)]
    public bool? BlockOwnerDeletion { get; init; }
}
