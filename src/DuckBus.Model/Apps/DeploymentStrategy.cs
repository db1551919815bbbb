using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DeploymentStrategy describes how to replace existing pods with new ones.</summary>
public sealed record DeploymentStrategy : Extensible
{
    /// <summary>Recreate or RollingUpdate (the default).</summary>
    [Proto(1), Default("RollingUpdate"), Values("Recreate", "RollingUpdate")]
    public string? Type { get; init; }

    /// <summary>Rolling update config params, if the type is RollingUpdate.</summary>
    [Proto(2)]
    public RollingUpdateDeployment? RollingUpdate { get; init; }
}
