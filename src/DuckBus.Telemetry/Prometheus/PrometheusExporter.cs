using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace DuckBus.Telemetry.Prometheus;

/// <summary>
/// Keeps what a part's meter measures and renders it as Prometheus text 0.0.4. It listens to the one meter instance of its
/// part, so that parts that share a process keep their numbers apart.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    private readonly PartTelemetry part;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricFamily> observed = new(StringComparer.Ordinal);
    private ImmutableList<PrometheusExporter> others = [];
    private readonly Lock scrape = new();

    internal PrometheusExporter(PartTelemetry part)
    {
        this.part = part;
        listener.InstrumentPublished = Enable;
        listener.SetMeasurementEventCallback<byte>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<short>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<float>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, family) => Record(family, (double)value, tags));
        listener.Start();
    }

    /// <summary>Shows another part of this process in the same /metrics, told apart by the label <c>part</c>.</summary>
    public void Include(PartTelemetry other) => ImmutableInterlocked.Update(ref others, static (all, one) => all.Add(one), other.Metrics);

    /// <summary>Shows another part no more: it has stopped.</summary>
    public void Exclude(PartTelemetry other) => ImmutableInterlocked.Update(ref others, static (all, one) => all.Remove(one), other.Metrics);

    /// <summary>The text of /metrics: the part, the parts that it includes, and the process.</summary>
    public string Render()
    {
        var text = new PrometheusText();
        var exporters = others.Prepend(this).ToList();
        foreach (var exporter in exporters)
            exporter.Observe();

        // Prometheus wants all lines of a name together, whichever part they come from.
        var byName = exporters
            .SelectMany(exporter => exporter.families.Values.Select(family => (exporter.part.Part, Family: family)))
            .GroupBy(entry => entry.Family.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in byName)
        {
            var first = group.First().Family;
            text.Header(group.Key, first.Help, first.Type);
            foreach (var (name, family) in group.Where(entry => entry.Family.Type == first.Type))
                text.Family(family, name);
        }

        ProcessMetrics.Write(text);
        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private void Enable(Instrument instrument, MeterListener listener)
    {
        if (!ReferenceEquals(instrument.Meter, part.Meter))
            return;
        var family = instrument switch
        {
            Instrument<double> i => MetricFamily.Of(i, i.Advice),
            Instrument<long> i => MetricFamily.Of(i, i.Advice),
            Instrument<int> i => MetricFamily.Of(i, i.Advice),
            _ => MetricFamily.Of<long>(instrument, advice: null),
        };

        // Several instruments may carry one name, such as the depth of each work queue.
        family = families.GetOrAdd(family.Name, family);
        if (instrument.IsObservable)
            observed.TryAdd(family.Name, family);
        listener.EnableMeasurementEvents(instrument, family);
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    private void Observe()
    {
        lock (scrape)
        {
            foreach (var family in observed.Values)
                family.Clear();
            try
            {
                listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // A gauge that cannot be read is missing from this scrape; the others are there.
            }
        }
    }
}
