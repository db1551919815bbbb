namespace DuckBus.Telemetry.Otlp;

/// <summary>A span as an OTLP backend receives it.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="SpanId">16 hex digits.</param>
/// <param name="ParentSpanId">16 hex digits; empty for a root.</param>
/// <param name="Name">The name.</param>
/// <param name="Service">The <c>service.name</c> of the resource.</param>
/// <param name="Kind">internal, server, client, producer or consumer.</param>
/// <param name="Attributes">Attributes as text.</param>
/// <param name="Status">unset, ok or error.</param>
/// <param name="Links">The spans that it links to.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
public sealed record OtlpSpan(
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    string Service,
    string Kind,
    IReadOnlyDictionary<string, string> Attributes,
    string Status,
    IReadOnlyList<OtlpLink> Links,
    DateTimeOffset Start,
    TimeSpan Duration);
