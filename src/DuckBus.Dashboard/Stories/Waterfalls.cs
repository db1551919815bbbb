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
            .Select(trace => Draw(trace.Key, [.. trace], span => IsAbout(span, name, ns))).OrderByDescending(trace => trace.Start).Take(MostTraces)];
    }

    /// <summary>A trace with all that belongs to it; null if there are no spans.</summary>
    public static Waterfall? Whole(string traceId, IReadOnlyList<OtlpSpan> spans) => spans.Count == 0 ? null : Draw(traceId, spans, null);

    /// <param name="traceId">The trace.</param>
    /// <param name="spans">Its spans.</param>
    /// <param name="isAbout">What the trace is shown for; null for all of it.</param>
    private static Waterfall Draw(string traceId, IReadOnlyList<OtlpSpan> spans, Func<OtlpSpan, bool>? isAbout)
    {
        var start = spans.Min(span => span.Start);
        var length = Math.Max((spans.Max(span => span.Start + span.Duration) - start).TotalMilliseconds, 0.001);
        var byId = spans.DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId, StringComparer.Ordinal);
        var byParent = byId.Values.OrderBy(span => span.Start).ToLookup(span => span.ParentSpanId, StringComparer.Ordinal);
        var way = WayOf(byId, isAbout ?? (_ => true));
        var bars = new List<WaterfallBar>();
        void Add(OtlpSpan span, int depth)
        {
            if ((isAbout is not null && bars.Count >= MostBars) || !way.Contains(span.SpanId)) return;
            bars.Add(Bar(span, depth, start, length, isAbout?.Invoke(span) == true));
            foreach (var child in byParent[span.SpanId]) Add(child, depth + 1);
        }

        // A parent that was not received, such as the caller's own span, leaves its children at the top.
        var roots = byId.Values.Where(span => !byId.ContainsKey(span.ParentSpanId)).OrderBy(span => span.Start).ToList();
        foreach (var root in roots) Add(root, 0);
        return new Waterfall(traceId, roots.Count == 0 ? "" : roots[0].Name, start, length, bars, byId.Count);
    }

    /// <summary>The spans about an object, what led to them, and what they did themselves: of a trace of many pods the way of one.</summary>
    private static HashSet<string> WayOf(Dictionary<string, OtlpSpan> byId, Func<OtlpSpan, bool> isAbout)
    {
        var way = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in byId.Values.Where(span => isAbout(span) || (byId.TryGetValue(span.ParentSpanId, out var parent) && isAbout(parent) && HasNoObject(span))))
            for (var at = span; at is not null && way.Add(at.SpanId); at = byId.GetValueOrDefault(at.ParentSpanId)) { }
        return way;
    }

    private static bool HasNoObject(OtlpSpan span) => !span.Attributes.ContainsKey(Tags.Name);

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
