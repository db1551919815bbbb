using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Metrics;

/// <summary>NodeMetrics is how much cpu and memory a node uses, as <c>kubectl top nodes</c> shows it. Computed when asked for.</summary>
[Kind("metrics.k8s.io", "v1beta1", "nodes", Namespaced = false, Verbs = ["get", "list"])]
public sealed record NodeMetrics : Resource
{
    /// <summary>The end of the interval from which the metrics were collected.</summary>
    [Proto(2), Required]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The length of the interval, such as <c>2.5s</c>.</summary>
    [Proto(3), Required]
    public string? Window { get; init; }

    /// <summary>The cores and the bytes of memory in use: <c>cpu</c> and <c>memory</c>.</summary>
    [Proto(4), Required]
    public IReadOnlyDictionary<string, Quantity>? Usage { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
