using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EnvFromSource represents the source of a set of ConfigMaps or Secrets.</summary>
public sealed record EnvFromSource : Extensible
{
    /// <summary>Text to put before the name of each variable.</summary>
    [Proto(1)]
    public string? Prefix { get; init; }

    /// <summary>The ConfigMap to select from.</summary>
    [Proto(2)]
    public EnvSourceReference? ConfigMapRef { get; init; }

    /// <summary>The Secret to select from.</summary>
    [Proto(3)]
    public EnvSourceReference? SecretRef { get; init; }
}
