using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Binding ties one pod to a node: the body of <c>POST pods/NAME/binding</c>.</summary>
public sealed record Binding : Resource
{
    /// <summary>The node to bind the pod to.</summary>
    [Proto(2), Required]
    public ObjectReference Target { get; init; } = new();

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
