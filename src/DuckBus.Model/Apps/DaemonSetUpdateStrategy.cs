using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DaemonSetUpdateStrategy says how pods of a former template are replaced.</summary>
public sealed record DaemonSetUpdateStrategy : Extensible
{
    /// <summary>RollingUpdate (the default), or OnDelete: a pod is replaced when somebody deletes it.</summary>
    [Proto(1), Values("OnDelete", "RollingUpdate")]
    public string? Type { get; init; }

    /// <summary>Rolling update config params, if the type is RollingUpdate.</summary>
    [Proto(2)]
    public RollingUpdateDaemonSet? RollingUpdate { get; init; }
}
