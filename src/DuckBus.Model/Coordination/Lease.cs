using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Coordination;

/// <summary>Lease is a claim of one holder, for a time: a node's heartbeat, or a leader's term.</summary>
[Kind("coordination.k8s.io", "v1", "leases")]
public sealed record Lease : Resource
{
    /// <summary>The claim.</summary>
    [Proto(2)]
    public LeaseSpec Spec { get; init; } = new();

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
