namespace DuckBus.Telemetry.Prometheus;

/// <summary>One line of /metrics, or a histogram's few: the values of one set of labels.</summary>
/// <param name="bounds">Upper bounds of the buckets; none for counters and gauges.</param>
internal sealed class Series(IReadOnlyList<double> bounds)
{
    private readonly long[] buckets = new long[bounds.Count + 1];

    /// <summary>The value of a counter or gauge, the sum of a histogram.</summary>
    public double Value { get; private set; }

    /// <summary>How many measurements each bucket has, the ones without upper bound last.</summary>
    public IReadOnlyList<long> Buckets => buckets;

    public void Set(double value) => Value = value;

    public void Add(double value) => Value += value;

    public void Observe(double value)
    {
        Value += value;
        var bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        buckets[bucket]++;
    }
}
