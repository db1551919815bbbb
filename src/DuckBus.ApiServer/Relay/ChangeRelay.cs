using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using DuckBus.ApiServer.Cache;
using DuckBus.Bus;
using DuckBus.Store;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Relay;

/// <summary>
/// Publishes what the store committed, in order, by one server of the cluster at a time. The change log is the outbox:
/// while the broker is away the relay only keeps its position, and nobody waits for it.
/// </summary>
internal sealed class ChangeRelay(
    IResourceStore store, IChangeBus bus, ApiServerOptions options, PartTelemetry telemetry, TimeProvider time, ILogger log)
{
    private const int Batch = 500;
    private const int CatchUp = 10_000;
    private static readonly TimeSpan AdvanceEvery = TimeSpan.FromSeconds(1);

    private readonly Histogram<double> lag = telemetry.Meter.CreateHistogram<double>(MetricNames.PublishLag, "s");
    private readonly Counter<long> published = telemetry.Meter.CreateCounter<long>(MetricNames.Published);
    private long position;
    private long recorded;
    private long recordedAt;

    /// <summary>Takes turns with other servers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await store.AcquireRelayAsync(cancellationToken);
                (position, recorded, recordedAt) = (lease.Position, lease.Position, time.GetTimestamp());
                log.LogDebug("this server publishes changes, from revision {Position}", position);
                using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
                try
                {
                    await RelayAsync(lease, mine.Token);
                }
                finally
                {
                    if (!lease.Lost.IsCancellationRequested) await RecordAsync(lease, CancellationToken.None);
                }
            }
            catch (OperationCanceledException)
            {
                // The server stops, or another one has taken over: stand in line again.
            }
            catch (Exception e)
            {
                log.LogWarning("⚠ publishing of changes was interrupted: {Reason}", e.Message);
            }

            if (!cancellationToken.IsCancellationRequested) await PauseAsync(cancellationToken);
        }
    }

    private async Task RelayAsync(IRelayLease lease, CancellationToken cancellationToken)
    {
        // A position from before: whatever piled up while nobody published is told in short.
        await CatchUpAsync(lease, cancellationToken);
        while (true)
        {
            try
            {
                await foreach (var changes in store.ChangesAsync(position, cancellationToken))
                {
                    foreach (var part in changes.Chunk(Batch)) await PublishAsync(part, cancellationToken);
                    await AdvanceAsync(lease, cancellationToken);
                }
            }
            catch (BusUnavailableException e)
            {
                log.LogWarning("⚠ no change is published, changes are found by resync now: {Reason}", e.Message);
                await CatchUpAsync(lease, cancellationToken);
                log.LogInformation("✓ changes are published again");
            }
            catch (CompactedException)
            {
                await JumpAsync(cancellationToken);
            }
        }
    }

    /// <summary>Publishes what piled up since the position, as soon as the broker takes it.</summary>
    private async Task CatchUpAsync(IRelayLease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var piled = await store.ReadChangesAsync(position, CatchUp, cancellationToken);
                if (piled.Count == 0) return;
                foreach (var part in Coalescing.Latest(piled).Chunk(Batch)) await SendAsync(part, cancellationToken);
                position = piled[^1].Revision;
                await AdvanceAsync(lease, cancellationToken);
            }
            catch (BusUnavailableException)
            {
                await WaitForBusAsync(cancellationToken);
            }
            catch (CompactedException)
            {
                await JumpAsync(cancellationToken);
            }
        }
    }

    private async Task JumpAsync(CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(cancellationToken);
        log.LogWarning("⚠ changes from revision {Position} to {Head} were compacted before they could be published: resync finds them", position, head);
        position = head;
    }

    private async Task PublishAsync(IReadOnlyList<StoredChange> changes, CancellationToken cancellationToken)
    {
        await SendAsync(changes, cancellationToken);
        position = changes[^1].Revision;
    }

    private async Task SendAsync(IReadOnlyList<StoredChange> changes, CancellationToken cancellationToken)
    {
        var spans = new List<Activity>();
        try
        {
            await bus.PublishAsync([.. changes.Select(change => Message(change, spans))], cancellationToken);
            published.Add(changes.Count);
            if (lag.Enabled)
                foreach (var change in changes) lag.Record(Math.Max(0, (time.GetUtcNow() - change.At).TotalSeconds));
        }
        catch (BusUnavailableException e)
        {
            spans.ForEach(span => span.SetStatus(ActivityStatusCode.Error, e.Message));
            throw;
        }
        finally
        {
            spans.ForEach(span => span.Dispose());
        }
    }

    private ResourceChanged Message(StoredChange change, List<Activity> spans)
    {
        var span = Span(change);
        if (span is not null) spans.Add(span);
        return new ResourceChanged
        {
            Kind = change.Key.Kind,
            Namespace = change.Key.Namespace,
            Name = change.Key.Name,
            Uid = change.Uid,
            Revision = change.Revision,
            Type = change.Type,
            Node = PodNode.Of(change.Key.Kind, change.Body.Span),
            Object = Encoding.UTF8.GetString(ResourceVersionSplice.Insert(change.Body.Span, change.Revision)),
            TraceParent = span?.Id ?? change.TraceParent,
        };
    }

    private Activity? Span(StoredChange change)
    {
        if (change.TraceParent is null || !telemetry.Spans.HasListeners()) return null;
        if (!ActivityContext.TryParse(change.TraceParent, null, isRemote: true, out var parent)) return null;
        Activity.Current = null;
        var span = telemetry.Spans.StartActivity(SpanNames.Publish, ActivityKind.Producer, parent);
        Activity.Current = null;
        return span?.SetTag(Tags.Kind, change.Key.Kind).SetTag(Tags.Namespace, change.Key.Namespace)
            .SetTag(Tags.Name, change.Key.Name).SetTag(Tags.Revision, change.Revision);
    }

    private async Task AdvanceAsync(IRelayLease lease, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(recordedAt) >= AdvanceEvery) await RecordAsync(lease, cancellationToken);
    }

    private async Task RecordAsync(IRelayLease lease, CancellationToken cancellationToken)
    {
        if (position == recorded) return;
        await lease.AdvanceAsync(position, cancellationToken);
        (recorded, recordedAt) = (position, time.GetTimestamp());
    }

    private async Task WaitForBusAsync(CancellationToken cancellationToken)
    {
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Changed(bool connected)
        {
            if (connected) back.TrySetResult();
        }

        bus.ConnectionChanged += Changed;
        try
        {
            await back.Task.WaitAsync(options.RelayRetry, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Then try anyway.
        }
        finally
        {
            bus.ConnectionChanged -= Changed;
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(options.RelayRetry, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
