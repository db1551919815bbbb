using System.Globalization;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Traces;

/// <summary>A trace as text. Pure.</summary>
internal static class TraceTree
{
    /// <summary>Null if every hop is in the trace, else what is missing.</summary>
    public static string? Missing(IReadOnlyList<OtlpSpan> trace, IEnumerable<string> hops) =>
        hops.Where(hop => !trace.Any(span => Is(span, hop))).ToList() is { Count: > 0 } missing ? "not in the trace yet: " + string.Join(", ", missing) : null;

    /// <summary>Null if every span but the first has its parent in the trace, else those that have none.</summary>
    /// <param name="trace">The spans.</param>
    /// <param name="root">The span of whoever asked, which is not sent.</param>
    public static string? Orphans(IReadOnlyList<OtlpSpan> trace, string root)
    {
        var known = trace.Select(span => span.SpanId).Append(root).ToHashSet(StringComparer.Ordinal);
        var orphans = trace.Where(span => span.ParentSpanId.Length > 0 && !known.Contains(span.ParentSpanId)).ToList();
        return orphans.Count == 0 ? null : "without a parent: " + string.Join(", ", orphans.Select(span => $"{span.Service} {span.Name}"));
    }

    /// <summary>The first span of each hop: when it began, counted from the request, and how long it took.</summary>
    public static IEnumerable<string> Hops(IReadOnlyList<OtlpSpan> trace, IEnumerable<string> hops)
    {
        var zero = trace.Min(span => span.Start);
        return hops.Select(hop => trace.Where(span => Is(span, hop)).MinBy(span => span.Start)!)
            .OrderBy(span => span.Start)
            .Select(span => $"+{Milliseconds(span.Start - zero),6} ms  {Milliseconds(span.Duration),6} ms  {span.Service,-14} {span.Name}");
    }

    /// <summary>The spans of some hops and what led to them: what is left are answers that go back, and who else heard of them.</summary>
    public static IReadOnlyList<OtlpSpan> LeadingTo(IReadOnlyList<OtlpSpan> trace, IReadOnlyList<string> hops)
    {
        var byId = trace.DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId, StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hop in trace.Where(span => hops.Any(name => Is(span, name))))
            for (var at = hop; at is not null && kept.Add(at.SpanId); at = byId.GetValueOrDefault(at.ParentSpanId))
            {
            }

        return [.. trace.Where(span => kept.Contains(span.SpanId))];
    }

    /// <summary>A tree, one line a span: who, what, when it began and how long it took.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<OtlpSpan> trace)
    {
        var zero = trace.Min(span => span.Start);
        var known = trace.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        var children = trace.OrderBy(span => span.Start).ToLookup(span => known.Contains(span.ParentSpanId) ? span.ParentSpanId : "");
        var lines = children[""].SelectMany(root => Branch(root, "", "", children)).ToList();
        var width = lines.Max(line => line.Text.Length);
        return lines.Select(line => $"{line.Text.PadRight(width)}  +{Milliseconds(line.Span.Start - zero),5} ms {Milliseconds(line.Span.Duration),6} ms");
    }

    // A chain of only children goes straight down; the tree grows to the right only where one thing set off several.
    private static IEnumerable<(string Text, OtlpSpan Span)> Branch(OtlpSpan span, string lead, string indent, ILookup<string, OtlpSpan> children)
    {
        var trigger = span.Name.StartsWith("reconcile", StringComparison.Ordinal) && span.Attributes.TryGetValue("trigger", out var word) ? $"  trigger={word}" : "";
        yield return ($"{lead}{span.Service}: {span.Name}{trigger}{(span.Status == "error" ? "  ✗" : "")}", span);
        var all = children[span.SpanId].ToList();
        foreach (var (index, child) in all.Index())
        {
            var (mark, below) = all.Count == 1 ? ("", "") : index < all.Count - 1 ? ("├─ ", "│  ") : ("└─ ", "   ");
            foreach (var line in Branch(child, indent + mark, indent + below, children))
                yield return line;
        }
    }

    private static bool Is(OtlpSpan span, string hop) =>
        span.Name == hop || span.Name.StartsWith(hop + " ", StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
