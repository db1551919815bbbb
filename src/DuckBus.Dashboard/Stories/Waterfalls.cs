using DuckBus.Telemetry;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Dashboard.Stories;

/// <summary>Draws traces. Pure.</summary>
public static class Waterfalls
{
    private const int MostTraces = 8;
    private const int MostBars = 120;

    /// <summary>The traces in which an object appears, newest first.</summary>
    public static IReadOnlyList<Waterfall> About(string name, string ns, IReadOnlyList<OtlpSpan> spans)
    {
        var ids = spans.Where(span => IsAbout(span, name, ns)).Select(span => span.TraceId).ToHashSet(StringComparer.Ordinal);
        return [.. spans.Where(span => ids.Contains(span.TraceId)).GroupBy(span => span.TraceId, StringComparer.Ordinal)
            .Select(trace => Draw(trace.Key, [.. trace], name, ns)).OrderByDescending(trace => trace.Start).Take(MostTraces)];
    }

    private static Waterfall Draw(string traceId, IReadOnlyList<OtlpSpan> spans, string name, string ns)
    {
        var start = spans.Min(span => span.Start);
        var length = Math.Max((spans.Max(span => span.Start + span.Duration) - start).TotalMilliseconds, 0.001);
        var byParent = spans.OrderBy(span => span.Start).ToLookup(span => span.ParentSpanId, StringComparer.Ordinal);
        var known = spans.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var bars = new List<WaterfallBar>();
        var title = "";
        void Add(OtlpSpan span, int depth)
        {
            if (title.Length == 0) title = span.Name;
            if (bars.Count >= MostBars) return;
            bars.Add(Bar(span, depth, start, length, IsAbout(span, name, ns)));
            foreach (var child in byParent[span.SpanId]) Add(child, depth + 1);
        }

        // A parent that was not received, such as the caller's own span, leaves its children at the top.
        foreach (var root in spans.Where(span => !known.Contains(span.ParentSpanId)).OrderBy(span => span.Start)) Add(root, 0);
        return new Waterfall(traceId, title, start, length, bars, spans.Count);
    }

    private static WaterfallBar Bar(OtlpSpan span, int depth, DateTimeOffset start, double length, bool isOurs)
    {
        var (from, took) = ((span.Start - start).TotalMilliseconds, span.Duration.TotalMilliseconds);
        return new WaterfallBar(
            span.SpanId, depth, span.Service, span.Name, 100 * from / length, Math.Max(100 * took / length, 0.4), from, took,
            span.Status == "error", span.Attributes.GetValueOrDefault(Tags.Trigger), isOurs);
    }

    private static bool IsAbout(OtlpSpan span, string name, string ns) =>
        span.Attributes.GetValueOrDefault(Tags.Name) == name && span.Attributes.GetValueOrDefault(Tags.Namespace) is { } of && (of == ns || of.Length == 0);
}
