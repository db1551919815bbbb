using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EnvVar represents an environment variable present in a container.</summary>
public sealed record EnvVar : Extensible
{
    /// <summary>Name of the environment variable.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The value; empty unless given.</summary>
    [Proto(2)]
    public string? Value { get; init; }

    /// <summary>Source for the value. Cannot be used if value is not empty.</summary>
    [Proto(3)]
    public EnvVarSource? ValueFrom { get; init; }
}
