using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Secret holds secret data of a certain type, for pods to consume.</summary>
[Kind("", "v1", "secrets")]
public sealed record Secret : Resource
{
    /// <summary>Data contains the secret data, base64-encoded. Keys are alphanumeric with '-', '_' or '.'.</summary>
    [Proto(2, Bytes = true)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Write-only plain text, merged into Data by the server.</summary>
    [Proto(4)]
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    /// <summary>If true, the data cannot be updated.</summary>
    [Proto(5)]
    public bool? Immutable { get; init; }

    /// <summary>Used to facilitate programmatic handling of secret data; <c>Opaque</c> unless given.</summary>
    [Proto(3), Default("Opaque")]
    public string? Type { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
