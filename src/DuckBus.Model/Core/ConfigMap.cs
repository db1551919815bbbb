using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ConfigMap holds configuration data for pods to consume.</summary>
[Kind("", "v1", "configmaps", ShortNames = ["cm"])]
public sealed record ConfigMap : Resource
{
    /// <summary>Data contains the configuration data, as text. Keys are alphanumeric with '-', '_' or '.'.</summary>
    [Proto(2)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>BinaryData contains the binary data, base64-encoded. Its keys must not be in Data.</summary>
    [Proto(3, Bytes = true)]
    public IReadOnlyDictionary<string, string>? BinaryData { get; init; }

    /// <summary>If true, the data cannot be updated.</summary>
    [Proto(4)]
    public bool? Immutable { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
