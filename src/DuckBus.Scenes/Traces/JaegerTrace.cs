using System.Text.Json.Nodes;
using DuckBus.Scenes.Clusters;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Traces;

/// <summary>A trace as Jaeger's own page reads it: <c>GET /api/traces/ID</c>.</summary>
internal static class JaegerTrace
{
    /// <summary>The spans of a trace; empty while Jaeger has none.</summary>
    public static async Task<IReadOnlyList<OtlpSpan>> ReadAsync(Uri jaeger, string traceId, CancellationToken stop)
    {
        using var rest = new Rest(jaeger);
        try
        {
            return Spans(await rest.GetAsync($"/api/traces/{traceId}", stop));
        }
        catch (ApiRefusedException e) when (e.Code == 404)
        {
            return [];
        }
    }

    /// <summary>The spans in an answer of Jaeger. Pure.</summary>
    internal static IReadOnlyList<OtlpSpan> Spans(JsonNode answer)
    {
        if (answer["data"] is not JsonArray { Count: > 0 } traces) return [];
        var processes = traces[0]!["processes"]!;
        return [.. traces[0]!["spans"]!.AsArray().Select(span => Span(span!, (string)processes[(string)span!["processID"]!]!["serviceName"]!)).OrderBy(span => span.Start)];
    }

    private static OtlpSpan Span(JsonNode span, string service)
    {
        var tags = (span["tags"] as JsonArray ?? []).ToDictionary(tag => (string)tag!["key"]!, tag => tag!["value"]!.ToString(), StringComparer.Ordinal);
        var references = span["references"] as JsonArray ?? [];
        return new OtlpSpan(
            (string)span["traceID"]!,
            (string)span["spanID"]!,
            references.Where(reference => (string?)reference!["refType"] == "CHILD_OF").Select(reference => (string)reference!["spanID"]!).FirstOrDefault(""),
            (string)span["operationName"]!,
            service,
            tags.GetValueOrDefault("span.kind", "internal"),
            tags,
            tags.GetValueOrDefault("error") == "true" ? "error" : "unset",
            [],
            DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds((long)span["startTime"]!),
            TimeSpan.FromMicroseconds((long)span["duration"]!));
    }
}
