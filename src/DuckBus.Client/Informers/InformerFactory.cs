using System.Diagnostics;
using System.Diagnostics.Metrics;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Client.Informers;

/// <summary>The informers of one part, one for each kind and scope, shared by its controllers.</summary>
public sealed class InformerFactory : IAsyncDisposable
{
    private readonly InformerSource source;
    private readonly Lock gate = new();
    private readonly Dictionary<(Type Kind, string? Namespace, string? Node), IInformer> informers = [];
    private readonly CancellationTokenSource stopping = new();
    private IReadOnlyList<Task>? running;

    /// <summary>Creates the factory of a part; nothing starts yet.</summary>
    public InformerFactory(
        ApiClient api, IChangeBus bus, InformerOptions options, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        var log = logs.CreateLogger(telemetry.Part);
        source = new InformerSource(api, bus, options, telemetry, time, new ApiOutage(options.TellOutages ? log : NullLogger.Instance), log);
        telemetry.Meter.CreateObservableGauge(
            MetricNames.InformerStaleness, () => Measure(informer => informer.Staleness.TotalSeconds), "s", "Time since an informer last agreed with the API server");
        telemetry.Meter.CreateObservableGauge(
            MetricNames.InformerObjects, () => Measure(informer => informer.Count), null, "Objects in an informer's cache");
    }

    /// <summary>What keeps the part from being ready: informers without a first list. Null if there is nothing.</summary>
    public string? NotReadyReason
    {
        get
        {
            var waiting = All().Where(informer => !informer.HasSynced).Select(informer => informer.Kind).ToList();
            if (waiting.Count == 0) return null;
            return $"waiting for the first list of {string.Join(", ", waiting)}{(source.Outage.Reason is { } reason ? ": " + reason : "")}";
        }
    }

    /// <summary>Why the API server cannot be used now; null while it answers.</summary>
    public string? ApiUnreachable => source.Outage.Reason;

    internal ApiOutage Outage => source.Outage;

    /// <summary>The informer of a kind; the same one each time for the same scope. Ask before the start.</summary>
    /// <param name="ns">Only this namespace, or all.</param>
    /// <param name="node">Pods only: those bound to this node (field selector and bus topic), or all.</param>
    /// <exception cref="InvalidOperationException">The informer is new and the factory has started.</exception>
    public Informer<T> For<T>(string? ns = null, string? node = null)
        where T : Resource
    {
        lock (gate)
        {
            if (informers.TryGetValue((typeof(T), ns, node), out var known)) return (Informer<T>)known;
            if (running is not null) throw new InvalidOperationException($"ask for the informer of {typeof(T).Name} before the factory starts");
            var informer = new Informer<T>(source, ns, node);
            informers[(typeof(T), ns, node)] = informer;
            return informer;
        }
    }

    /// <summary>Starts every informer that was asked for, and returns; the first lists are taken in the background.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (running is not null) return;
            running = [];
        }
        source.Bus.ConnectionChanged += OnConnectionChanged;
        // All at once: a broker that does not answer costs one time-out, and not one for each kind.
        await Task.WhenAll(All().Select(informer => informer.SubscribeAsync(cancellationToken)));

        // The lists belong to no trace, whoever starts them.
        Activity.Current = null;
        running = [.. All().Select(informer => Task.Run(() => informer.RunAsync(stopping.Token), CancellationToken.None))];
    }

    /// <summary>Completes when every informer has synced.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(All().Select(informer => informer.WaitForSyncAsync(cancellationToken)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        source.Bus.ConnectionChanged -= OnConnectionChanged;
        await stopping.CancelAsync();
        await Task.WhenAll(running ?? []);

        // Also of a start that was given up half way.
        await Task.WhenAll(All().Select(informer => informer.UnsubscribeAsync()));
    }

    // Back: what was missed is to be found at once. Gone: the last events may be lost, and the period is another one.
    private void OnConnectionChanged(bool connected)
    {
        if (source.Options.Sync == SyncMode.Poll) return;
        foreach (var informer in All()) informer.ResyncSoon();
    }

    private List<IInformer> All()
    {
        lock (gate) return [.. informers.Values];
    }

    private IEnumerable<Measurement<double>> Measure(Func<IInformer, double> value) => All()
        .GroupBy(informer => informer.Kind, StringComparer.Ordinal)
        .Select(group => new Measurement<double>(group.Max(value), new KeyValuePair<string, object?>("kind", group.Key)));
}
