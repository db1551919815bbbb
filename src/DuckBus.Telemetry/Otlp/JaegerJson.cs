using System.Text.Json.Nodes;

namespace DuckBus.Telemetry.Otlp;

/// <summary>A trace as the query API of Jaeger tells it, so that whoever reads Jaeger reads us. Pure.</summary>
public static class JaegerJson
{
    /// <summary>The answer to <c>GET /api/traces/ID</c>.</summary>
    /// <param name="traceId">32 hex digits.</param>
    /// <param name="spans">The spans of the trace; a trace without any is no trace.</param>
    public static JsonObject Of(string traceId, IReadOnlyList<OtlpSpan> spans) => new()
    {
        ["data"] = spans.Count == 0 ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["traceID"] = traceId,
            ["spans"] = new JsonArray([.. spans.Select(Span)]),
            ["processes"] = new JsonObject(spans.Select(span => span.Service).Distinct(StringComparer.Ordinal)
                .Select(service => KeyValuePair.Create<string, JsonNode?>(service, new JsonObject { ["serviceName"] = service }))),
        }),
    };

    private static JsonObject Span(OtlpSpan span) => new()
    {
        ["traceID"] = span.TraceId,
        ["spanID"] = span.SpanId,
        ["operationName"] = span.Name,
        ["references"] = new JsonArray(
        [
            .. span.ParentSpanId.Length == 0 ? Array.Empty<JsonNode>() : [Reference("CHILD_OF", span.TraceId, span.ParentSpanId)],
            .. span.Links.Select(link => Reference("FOLLOWS_FROM", link.TraceId, link.SpanId)),
        ]),
        ["startTime"] = (span.Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        ["duration"] = span.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
        ["tags"] = new JsonArray(
        [
            .. span.Attributes.Select(attribute => Tag(attribute.Key, attribute.Value)), Tag("span.kind", span.Kind),
            .. span.Status == "error" ? [Tag("error", true)] : Array.Empty<JsonNode>(),
        ]),
        ["processID"] = span.Service,
    };

    private static JsonObject Reference(string type, string traceId, string spanId) =>
        new() { ["refType"] = type, ["traceID"] = traceId, ["spanID"] = spanId };

    private static JsonObject Tag(string key, JsonNode value) => new()
    {
        ["key"] = key,
        ["type"] = value.GetValueKind() == System.Text.Json.JsonValueKind.String ? "string" : "bool",
        ["value"] = value,
    };
}
