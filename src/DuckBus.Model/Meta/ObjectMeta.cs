using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>ObjectMeta is metadata that all persisted resources must have.</summary>
public sealed record ObjectMeta : Extensible
{
    /// <summary>Metadata without any field.</summary>
    public static ObjectMeta Empty { get; } = new();

    /// <summary>Name must be unique within a namespace. It cannot be updated.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>GenerateName is an optional prefix, used by the server to generate a unique name when Name is not given.</summary>
    [Proto(2)]
    public string? GenerateName { get; init; }

    /// <summary>Namespace defines the space within which each name must be unique. Empty for cluster-scoped objects.</summary>
    [Proto(3)]
    public string? Namespace { get; init; }

    /// <summary>UID is the unique in time and space value for this object, set by the server on creation.</summary>
    [Proto(5)]
    public string? Uid { get; init; }

    /// <summary>An opaque value that represents the internal version of this object; DuckBus: the store's revision.</summary>
    [Proto(6)]
    public string? ResourceVersion { get; init; }

    /// <summary>A sequence number of a specific generation of the desired state. Set by the system, read-only.</summary>
    [Proto(7)]
    public long? Generation { get; init; }

    /// <summary>The time at which the object was created, set by the server.</summary>
    [Proto(8)]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>The time after which this object is to be gone, set by the server when a graceful deletion is asked for.</summary>
    [Proto(9)]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds allowed for this object to gracefully terminate before it is removed.</summary>
    [Proto(10)]
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Map of string keys and values that can be used to organize and select objects.</summary>
    [Proto(11)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Unstructured key value map stored with a resource to hold arbitrary metadata. Not queryable.</summary>
    [Proto(12)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>List of objects depended by this object. When all of them are deleted, this object is garbage collected.</summary>
    [Proto(13), MergeKey("uid")]
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Must be empty before the object is deleted from the registry. Each entry names the component that removes it.</summary>
    [Proto(14), MergeSet]
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Which manager set which fields, for server-side apply.</summary>
    [Proto(17)]
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }

    /// <summary>Deprecated: not set any more.</summary>
    [Proto(4)]
    public string? SelfLink { get; init; }
}
