using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>ResourceRequirements describes the compute resource requirements.</summary>
public sealed record ResourceRequirements : Extensible
{
    /// <summary>The maximum amount of compute resources allowed.</summary>
    [Proto(1)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    /// <summary>The minimum amount of compute resources required; the limits unless given.</summary>
    [Proto(2)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }

    /// <summary>Devices of the pod that the container uses.</summary>
    [Proto(3), MergeKey(null, Keys = ["name"]), NotActedOn("containers get no devices")]
    public IReadOnlyList<ResourceClaim>? Claims { get; init; }
}
