using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>DeploymentStrategy describes how to replace existing pods with new ones.</summary>
public sealed record DeploymentStrategy : Extensible
{
    /// <summary>Recreate or RollingUpdate (the default).</summary>
    public string? Type { get; init; }

    /// <summary>Rolling update config params, if the type is RollingUpdate.</summary>
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
