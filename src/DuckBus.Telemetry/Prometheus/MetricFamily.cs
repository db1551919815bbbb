using System.Diagnostics.Metrics;

namespace DuckBus.Telemetry.Prometheus;

/// <summary>All series of one metric name.</summary>
internal sealed class MetricFamily(string name, string help, MetricType type, bool absolute, IReadOnlyList<double> bounds)
{
    private readonly Dictionary<string, Series> byLabels = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public string Name => name;

    public string Help => help;

    public MetricType Type => type;

    public IReadOnlyList<double> Bounds => bounds;

    /// <summary>The family that an instrument's measurements belong to.</summary>
    public static MetricFamily Of<T>(Instrument instrument, InstrumentAdvice<T>? advice)
        where T : struct
    {
        // The generic type of an instrument says what it is; its number type does not matter here.
        var definition = instrument.GetType().GetGenericTypeDefinition();
        var absolute = instrument.IsObservable || definition == typeof(Gauge<>);
        var type =
            definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? MetricType.Counter
            : definition == typeof(Histogram<>) ? MetricType.Histogram
            : MetricType.Gauge;
        var name = PrometheusText.MetricName(instrument.Name, type);
        var help = instrument.Description ?? instrument.Name.Replace('_', ' ');
        var bounds = type == MetricType.Histogram
            ? advice?.HistogramBucketBoundaries?.Select(bound => Convert.ToDouble(bound)).ToArray() ?? Buckets.For(name)
            : [];
        return new MetricFamily(name, help, type, absolute, bounds);
    }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.Labels(tags);
        lock (gate)
        {
            if (!byLabels.TryGetValue(labels, out var series))
                byLabels.Add(labels, series = new Series(bounds));
            if (type == MetricType.Histogram)
                series.Observe(value);
            else if (absolute)
                series.Set(value);
            else
                series.Add(value);
        }
    }

    /// <summary>Forgets what was observed, so that what is not observed any more disappears.</summary>
    public void Clear()
    {
        lock (gate)
            byLabels.Clear();
    }

    /// <summary>Hands each series to the action, in the order of the labels, while no measurement comes in between.</summary>
    public void ForEach(Action<string, Series> action)
    {
        lock (gate)
        {
            foreach (var (labels, series) in byLabels.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                action(labels, series);
        }
    }
}
