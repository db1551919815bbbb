using System.Text.Json.Serialization;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>An object of the API: what it is, its metadata, and the fields of its kind. Immutable; change it with <c>with</c>.</summary>
public abstract record Resource : Extensible
{
    /// <summary>APIVersion defines the versioned schema of this representation of an object, as <c>group/version</c>.</summary>
    [JsonPropertyOrder(-30)]
    public string? ApiVersion { get; init; }

    /// <summary>Kind is a string value representing the REST resource this object represents, in CamelCase.</summary>
    [JsonPropertyOrder(-20)]
    public string? Kind { get; init; }

    /// <summary>Standard object's metadata.</summary>
    [JsonPropertyOrder(-10)]
    [Proto(1)]
    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    /// <summary>The fields apart from the metadata and the status: a change of them raises <c>metadata.generation</c>.</summary>
    [JsonIgnore]
    public abstract object? DesiredState { get; }

    /// <summary>Whether the kind has a status, so that <c>/status</c> is served.</summary>
    [JsonIgnore]
    public virtual bool HasStatus => false;

    /// <summary>This object with the status of <paramref name="other"/>, which is of the same kind.</summary>
    public virtual Resource WithStatusOf(Resource? other) => this;
}
