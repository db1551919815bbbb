namespace DuckBus.Telemetry.Otlp;

/// <summary>A link from one span to another.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="SpanId">16 hex digits.</param>
public sealed record OtlpLink(string TraceId, string SpanId);
