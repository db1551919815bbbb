using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>ResourceAttributes says what would be done with which resource.</summary>
public sealed record ResourceAttributes : Extensible
{
    /// <summary>The namespace; empty for all namespaces, or for resources of the cluster.</summary>
    [Proto(1)]
    public string? Namespace { get; init; }

    /// <summary>A verb such as get, list, watch, create, update, delete or proxy; <c>*</c> for all.</summary>
    [Proto(2)]
    public string? Verb { get; init; }

    /// <summary>The API group; <c>*</c> for all.</summary>
    [Proto(3)]
    public string? Group { get; init; }

    /// <summary>The API version; <c>*</c> for all.</summary>
    [Proto(4)]
    public string? Version { get; init; }

    /// <summary>One of the existing resource types; <c>*</c> for all.</summary>
    [Proto(5)]
    public string? Resource { get; init; }

    /// <summary>One of the subresources of the resource; none if empty.</summary>
    [Proto(6)]
    public string? Subresource { get; init; }

    /// <summary>The name of the object; empty for all.</summary>
    [Proto(7)]
    public string? Name { get; init; }
}
