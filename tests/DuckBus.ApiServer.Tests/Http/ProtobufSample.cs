using System.Text.Json;
using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Tests.Http;

/// <summary>A type with a field of each form.</summary>
internal sealed record ProtobufSample : Extensible
{
    [Proto(1)]
    public string? Name { get; init; }

    [Proto(2)]
    public int? Count { get; init; }

    [Proto(3)]
    public int? Replicas { get; init; }

    [Proto(4)]
    public bool? Tty { get; init; }

    [Proto(5)]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Proto(6, Bytes = true)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    [Proto(7)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Proto(8)]
    public IntOrString? Port { get; init; }

    [Proto(9)]
    public DateTimeOffset? Time { get; init; }

    [Proto(10)]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? MicroTime { get; init; }

    [Proto(11)]
    public IReadOnlyList<ProtobufSample>? Items { get; init; }

    [Proto(12, 2)]
    public string? Inlined { get; init; }

    [Proto(12, 3, 1)]
    public string? InlinedDeeper { get; init; }

    [Proto(13)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    [Proto(14)]
    public IReadOnlyList<long>? Numbers { get; init; }

    [Proto(15)]
    public double? Ratio { get; init; }

    [Proto(16)]
    public JsonElement? Anything { get; init; }

    [Proto(17)]
    public ProtobufSample? Inner { get; init; }
}
