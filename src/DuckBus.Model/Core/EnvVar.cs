using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>EnvVar represents an environment variable present in a container.</summary>
public sealed record EnvVar : Extensible
{
    /// <summary>Name of the environment variable.</summary>
    public string Name { get; init; } = "";

    /// <summary>The value; empty unless given.</summary>
    public string? Value { get; init; }

    /// <summary>Source for the value. Cannot be used if value is not empty.</summary>
    public EnvVarSource? ValueFrom { get; init; }
}
