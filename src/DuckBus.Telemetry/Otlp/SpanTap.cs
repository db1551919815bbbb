using System.Diagnostics;
using System.Globalization;

namespace DuckBus.Telemetry.Otlp;

/// <summary>
/// Keeps the spans of parts of this process as if they had been received: for whoever wants to see traces without a backend.
/// While it listens, spans are made; what a span decided not to record is not kept.
/// </summary>
public sealed class SpanTap : IDisposable
{
    private readonly PartTelemetry part;
    private readonly ReceivedSpans spans;
    private readonly ActivityListener listener;

    /// <summary>Begins to listen to one part.</summary>
    public SpanTap(PartTelemetry part, ReceivedSpans spans)
    {
        this.part = part;
        this.spans = spans;
        listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, part.Spans),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Listens no more.</summary>
    public void Dispose() => listener.Dispose();

    private void Keep(Activity activity)
    {
        if (activity.Recorded) spans.Add([Read(activity, part.Part)]);
    }

    /// <summary>The span as a backend would have received it. Pure.</summary>
    internal static OtlpSpan Read(Activity activity, string service) => new(
        activity.TraceId.ToHexString(),
        activity.SpanId.ToHexString(),
        activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToHexString(),
        activity.DisplayName,
        service,
        activity.Kind.ToString().ToLowerInvariant(),
        activity.TagObjects.GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => Text(tag.Last().Value), StringComparer.Ordinal),
        activity.Status.ToString().ToLowerInvariant(),
        [.. activity.Links.Select(link => new OtlpLink(link.Context.TraceId.ToHexString(), link.Context.SpanId.ToHexString()))],
        new DateTimeOffset(activity.StartTimeUtc),
        activity.Duration);

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
