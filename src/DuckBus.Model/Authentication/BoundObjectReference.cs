using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authentication;

/// <summary>BoundObjectReference names an object that a token is tied to.</summary>
public sealed record BoundObjectReference : Extensible
{
    /// <summary>Kind of the object: Pod, Secret or Node.</summary>
    [Proto(1)]
    [Values("Pod", "Secret", "Node")]
    public string? Kind { get; init; }

    /// <summary>API version of the object.</summary>
    [Proto(2)]
    public string? ApiVersion { get; init; }

    /// <summary>Name of the object.</summary>
    [Proto(3)]
    public string? Name { get; init; }

    /// <summary>UID of the object.</summary>
    [Proto(4)]
    public string? Uid { get; init; }
}
