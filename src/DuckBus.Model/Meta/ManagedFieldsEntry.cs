using DuckBus.Model.Json;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>ManagedFieldsEntry says which fields of an object a manager owns: a workflow-id, a set of fields, and the version the set is at.</summary>
public sealed record ManagedFieldsEntry : Extensible
{
    /// <summary>Manager is an identifier of the workflow managing these fields.</summary>
    [Proto(1)]
    public string? Manager { get; init; }

    /// <summary>Operation is the type of operation which led to this entry being created.</summary>
    [Proto(2)]
    [Values("Apply", "Update")]
    public string? Operation { get; init; }

    /// <summary>APIVersion defines the version of this resource that this field set applies to, as <c>group/version</c>.</summary>
    [Proto(3)]
    public string? ApiVersion { get; init; }

    /// <summary>Time at which the entry was added, a field was added to it or removed by the manager, or an owned field changed its value.</summary>
    [Proto(4)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>FieldsType is the discriminator for the format of the set of fields; the only one is <c>FieldsV1</c>.</summary>
    [Proto(6)]
    public string? FieldsType { get; init; }

    /// <summary>The set of fields, as a tree: <c>f:name</c> a field, <c>k:{…}</c> an item of a list by its keys, <c>v:…</c> by its value, <c>i:n</c> by its index, and <c>.</c> the value itself.</summary>
    [Proto(7)]
    public RawJson? FieldsV1 { get; init; }

    /// <summary>Subresource is the subresource through which the fields were written, such as <c>status</c> or <c>scale</c>; empty for the object itself.</summary>
    [Proto(8)]
    public string? Subresource { get; init; }
}
