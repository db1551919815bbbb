using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>ObjectReference contains enough information to let you inspect the referred object.</summary>
public sealed record ObjectReference : Extensible
{
    /// <summary>Kind of the referent.</summary>
    public string? Kind { get; init; }

    /// <summary>Namespace of the referent.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the referent.</summary>
    public string? Name { get; init; }

    /// <summary>UID of the referent.</summary>
    public string? Uid { get; init; }

    /// <summary>API version of the referent.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Specific resourceVersion to which this reference is made.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>A part of the object, such as <c>spec.containers{web}</c>.</summary>
    public string? FieldPath { get; init; }
}
