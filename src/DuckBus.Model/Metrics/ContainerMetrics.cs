using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Metrics;

/// <summary>ContainerMetrics is how much cpu and memory one container of a pod uses.</summary>
public sealed record ContainerMetrics : Extensible
{
    /// <summary>Name of the container in the pod.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The cores and the bytes of memory in use: <c>cpu</c> and <c>memory</c>.</summary>
    [Proto(2), Required]
    public IReadOnlyDictionary<string, Quantity>? Usage { get; init; }
}
