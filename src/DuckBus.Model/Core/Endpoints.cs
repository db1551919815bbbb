using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Endpoints lists the addresses behind a service of the same name. EndpointSlice took its place.</summary>
[Kind("", "v1", "endpoints", ShortNames = ["ep"])]
public sealed record Endpoints : Resource
{
    /// <summary>Sets of addresses that offer the same ports.</summary>
    [Proto(2)]
    public IReadOnlyList<EndpointSubset>? Subsets { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
