using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Policy;

/// <summary>Eviction asks that a pod be deleted, if the budgets allow it: the body of <c>pods/NAME/eviction</c>.</summary>
public sealed record Eviction : Resource
{
    /// <summary>How the pod is deleted.</summary>
    [Proto(2)]
    public EvictionDeleteOptions? DeleteOptions { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
