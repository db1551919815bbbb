namespace DuckBus.Model.Meta;

/// <summary>OwnerReference contains enough information to let you identify an owning object, in the same namespace or cluster-scoped.</summary>
public sealed record OwnerReference : Extensible
{
    /// <summary>API version of the referent.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Kind of the referent.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Name of the referent.</summary>
    public string Name { get; init; } = "";

    /// <summary>UID of the referent; ownership goes by it.</summary>
    public string Uid { get; init; } = "";

    /// <summary>If true, this reference points to the managing controller.</summary>
    public bool? Controller { get; init; }

    /// <summary>If true, foreground deletion of the owner waits for this object to be gone.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
