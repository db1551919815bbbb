using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Story;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Traces;

/// <summary>Where the spans of a cluster are read.</summary>
/// <param name="Name">Who has them; null where this process has them itself.</param>
/// <param name="ReadAsync">The spans of a trace that have arrived there.</param>
/// <param name="Look">Where somebody finds a trace with a browser; null for nowhere.</param>
internal sealed record SpanSource(
    Text? Name, Func<string, CancellationToken, Task<IReadOnlyList<OtlpSpan>>> ReadAsync, Func<string, Text>? Look)
{
    /// <summary>
    /// The spans of a cluster of ours come here. Of one that runs already they are in the Jaeger that was named, else its dashboard
    /// keeps the latest ones.
    /// </summary>
    /// <exception cref="CannotPlayException">Nobody answers there.</exception>
    public static async Task<SpanSource> FindAsync(Theatre theatre, DeclarativeCluster cluster, CancellationToken stop)
    {
        if (cluster.Ours)
        {
            var here = (await theatre.TracesAsync(stop)).Spans;
            return new SpanSource(null, (id, _) => Task.FromResult(here.OfTrace(id)), null);
        }

        if (theatre.Options.Jaeger is { } jaeger)
        {
            if (!await AnswersAsync(jaeger, stop))
                throw new CannotPlayException($"Jaeger does not answer at {Plain(jaeger)}: leave --jaeger out, and the trace is read from the dashboard of the cluster");
            return new SpanSource(
                ($"Jaeger, {Plain(jaeger)}", $"Jaeger, {Plain(jaeger)}"), (id, until) => JaegerTrace.ReadAsync(jaeger, id, until),
                id => ($"In Jaeger: {new Uri(jaeger, $"trace/{id}")}", $"Dans Jaeger : {new Uri(jaeger, $"trace/{id}")}"));
        }

        if (theatre.Options.DashboardUrl is not { } dashboard || !await AnswersAsync(dashboard, stop))
            throw new CannotPlayException(
                $"the spans of a cluster that runs already are kept by its dashboard{(theatre.Options.DashboardUrl is { } silent ? $", and nobody answers at {Plain(silent)}" : "")}: give its address, --dashboard-url http://localhost:8082, or that of a Jaeger, --jaeger http://localhost:16686");
        return new SpanSource(
            ($"the dashboard, {Plain(dashboard)}", $"le dashboard, {Plain(dashboard)}"), (id, until) => JaegerTrace.ReadAsync(dashboard, id, until),
            id => ($"On the dashboard: {new Uri(dashboard, $"trace/{id}")}", $"Sur le dashboard : {new Uri(dashboard, $"trace/{id}")}"));
    }

    private static async Task<bool> AnswersAsync(Uri address, CancellationToken stop)
    {
        using var rest = new Rest(address);
        return await rest.AnswersAsync("/", stop);
    }

    private static string Plain(Uri address) => address.ToString().TrimEnd('/');
}
