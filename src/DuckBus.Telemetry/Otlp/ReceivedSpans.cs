namespace DuckBus.Telemetry.Otlp;

/// <summary>The latest spans that were received; the oldest go when there are too many. Safe for concurrent use.</summary>
/// <param name="most">How many are kept.</param>
public sealed class ReceivedSpans(int most = ReceivedSpans.DefaultMost)
{
    private const int DefaultMost = 50_000;
    private readonly Lock gate = new();
    private readonly Queue<OtlpSpan> spans = new();

    /// <summary>Raised, from any thread, after spans have arrived.</summary>
    public event Action<IReadOnlyList<OtlpSpan>>? Arrived;

    /// <summary>All that are kept, in the order of arrival.</summary>
    public IReadOnlyList<OtlpSpan> All
    {
        get { lock (gate) return [.. spans]; }
    }

    /// <summary>The spans of one trace, in the order in which they began.</summary>
    /// <param name="traceId">32 hex digits.</param>
    public IReadOnlyList<OtlpSpan> OfTrace(string traceId)
    {
        lock (gate) return [.. spans.Where(span => span.TraceId == traceId).OrderBy(span => span.Start)];
    }

    /// <summary>Takes spans.</summary>
    public void Add(IReadOnlyList<OtlpSpan> arrived)
    {
        lock (gate)
        {
            foreach (var span in arrived) spans.Enqueue(span);
            while (spans.Count > most) spans.Dequeue();
        }

        if (arrived.Count > 0) Arrived?.Invoke(arrived);
    }
}
