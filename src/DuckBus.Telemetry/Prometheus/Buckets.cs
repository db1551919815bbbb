namespace DuckBus.Telemetry.Prometheus;

/// <summary>Upper bounds of histogram buckets, where the instrument gives no advice of its own.</summary>
internal static class Buckets
{
    private static readonly double[] Seconds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    public static IReadOnlyList<double> For(string name) =>
        name.EndsWith("_seconds", StringComparison.Ordinal) ? Seconds : Sizes;
}
