using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Metrics;

/// <summary>PodMetrics is how much cpu and memory the containers of a pod use, as <c>kubectl top pods</c> shows it. Computed when asked for.</summary>
[Kind("metrics.k8s.io", "v1beta1", "pods", Verbs = ["get", "list"])]
public sealed record PodMetrics : Resource
{
    /// <summary>The end of the interval from which the metrics were collected.</summary>
    [Proto(2), Required]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The length of the interval, such as <c>2.5s</c>.</summary>
    [Proto(3), Required]
    public string? Window { get; init; }

    /// <summary>The containers that ran during the interval.</summary>
    [Proto(4), Required]
    public IReadOnlyList<ContainerMetrics>? Containers { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
