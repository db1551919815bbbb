using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DuckBus.Telemetry.Prometheus;

/// <summary>
/// Keeps what a part's meter measures and renders it as Prometheus text 0.0.4. It listens to the one meter instance of its
/// part, so that parts that share a process keep their numbers apart.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    private readonly PartTelemetry _part;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricFamily> _observed = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PrometheusExporter> _others = new();
    private readonly Lock _scrape = new();

    internal PrometheusExporter(PartTelemetry part)
    {
        _part = part;
        _listener.InstrumentPublished = Enable;
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record(family, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Shows another part of this process in the same /metrics, told apart by the label <c>part</c>.</summary>
    public void Include(PartTelemetry other) => _others.Enqueue(other.Metrics);

    /// <summary>The text of /metrics: the part, the parts that it includes, and the process.</summary>
    public string Render()
    {
        var text = new PrometheusText();
        var exporters = _others.Prepend(this).ToList();
        foreach (var exporter in exporters)
            exporter.Observe();

        // Prometheus wants all lines of a name together, whichever part they come from.
        var byName = exporters
            .SelectMany(exporter => exporter._families.Values.Select(family => (exporter._part.Part, Family: family)))
            .GroupBy(entry => entry.Family.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in byName)
        {
            var first = group.First().Family;
            text.Header(group.Key, first.Help, first.Type);
            foreach (var (part, family) in group.Where(entry => entry.Family.Type == first.Type))
                text.Family(family, part);
        }

        ProcessMetrics.Write(text);
        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Enable(Instrument instrument, MeterListener listener)
    {
        if (!ReferenceEquals(instrument.Meter, _part.Meter))
            return;
        var family = instrument switch
        {
            Instrument<double> i => MetricFamily.Of(i, i.Advice),
            Instrument<long> i => MetricFamily.Of(i, i.Advice),
            Instrument<int> i => MetricFamily.Of(i, i.Advice),
            _ => MetricFamily.Of<long>(instrument, advice: null),
        };

        // Several instruments may carry one name, such as the depth of each work queue.
        family = _families.GetOrAdd(family.Name, family);
        if (instrument.IsObservable)
            _observed.TryAdd(family.Name, family);
        listener.EnableMeasurementEvents(instrument, family);
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    private void Observe()
    {
        lock (_scrape)
        {
            foreach (var family in _observed.Values)
                family.Clear();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // A gauge that cannot be read is missing from this scrape; the others are there.
            }
        }
    }
}
