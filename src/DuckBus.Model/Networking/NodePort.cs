using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Networking;

/// <summary>NodePort says that a port of the nodes, which is its name, is taken, and by which service.</summary>
[Kind("networking.duckbus.io", "v1", "nodeports", Namespaced = false)]
public sealed record NodePort : Resource
{
    /// <summary>Who has the port.</summary>
    [Proto(2)]
    public NodePortSpec Spec { get; init; } = new();

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => Spec;
}
