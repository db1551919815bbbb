using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Networking;

/// <summary>ParentReference names the object that another one belongs to.</summary>
public sealed record ParentReference : Extensible
{
    /// <summary>The group of the object.</summary>
    [Proto(1)]
    public string? Group { get; init; }

    /// <summary>The plural resource name of the object.</summary>
    [Proto(2)]
    public string? Resource { get; init; }

    /// <summary>The namespace of the object.</summary>
    [Proto(3)]
    public string? Namespace { get; init; }

    /// <summary>The name of the object.</summary>
    [Proto(4)]
    public string? Name { get; init; }
}
