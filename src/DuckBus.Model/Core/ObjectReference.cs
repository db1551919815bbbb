using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ObjectReference contains enough information to let you inspect the referred object.</summary>
[Atomic]
public sealed record ObjectReference : Extensible
{
    /// <summary>Kind of the referent.</summary>
    [Proto(1)]
    public string? Kind { get; init; }

    /// <summary>Namespace of the referent.</summary>
    [Proto(2)]
    public string? Namespace { get; init; }

    /// <summary>Name of the referent.</summary>
    [Proto(3)]
    public string? Name { get; init; }

    /// <summary>UID of the referent.</summary>
    [Proto(4)]
    public string? Uid { get; init; }

    /// <summary>API version of the referent.</summary>
    [Proto(5)]
    public string? ApiVersion { get; init; }

    /// <summary>Specific resourceVersion to which this reference is made.</summary>
    [Proto(6)]
    public string? ResourceVersion { get; init; }

    /// <summary>A part of the object, such as <c>spec.containers{web}</c>.</summary>
    [Proto(7)]
    public string? FieldPath { get; init; }
}
