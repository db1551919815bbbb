using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using DuckBus.Client.Api;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Events;

/// <summary>
/// Writes Kubernetes Events in the background: never waits, never throws, counts up what repeats, drops what comes too
/// fast (with a log line).
/// </summary>
public sealed class EventRecorder : IAsyncDisposable
{
    private const int Waiting = 1000;
    private const int Tries = 12;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private readonly ApiClient api;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly EventCorrelator correlator;
    private readonly Channel<Occurrence> occurrences;
    private readonly CancellationTokenSource abandon = new();
    private readonly Task writing;

    /// <summary>Creates the recorder of a part.</summary>
    /// <param name="api">Where the events are written.</param>
    /// <param name="component">Who reports: <c>scheduler</c>, <c>kubelet</c>.</param>
    /// <param name="host">The node, for kubelets; else null.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">For what could not be written.</param>
    public EventRecorder(ApiClient api, string component, string? host, TimeProvider time, ILogger log)
    {
        this.api = api;
        this.time = time;
        this.log = log;
        correlator = new EventCorrelator(component, host);
        occurrences = Channel.CreateBounded<Occurrence>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            dropped => this.log.LogWarning("too many events wait for the API server, dropped: {Reason} {Message}", dropped.Reason, dropped.Message));
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Something expected happened.</summary>
    /// <param name="about">What it happened to.</param>
    /// <param name="reason">What happened, in one word.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="part">The part of the object, such as <c>spec.containers{web}</c>; null for the object as a whole.</param>
    public void Normal(Resource about, string reason, string message, string? part = null) => Record("Normal", about, reason, message, part);

    /// <summary>Something went wrong.</summary>
    /// <param name="about">What it happened to.</param>
    /// <param name="reason">What happened, in one word.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="part">The part of the object, such as <c>spec.containers{web}</c>; null for the object as a whole.</param>
    public void Warning(Resource about, string reason, string message, string? part = null) => Record("Warning", about, reason, message, part);

    /// <summary>Writes what waits, for two seconds at most, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!occurrences.Writer.TryComplete()) return;
        abandon.CancelAfter(StopGrace);
        await writing;
        abandon.Dispose();
    }

    private void Record(string type, Resource about, string reason, string message, string? part) =>
        occurrences.Writer.TryWrite(new Occurrence(type, about, part, reason, message, time.GetUtcNow()));

    private async Task WriteAllAsync()
    {
        Activity.Current = null;
        try
        {
            await foreach (var occurrence in occurrences.Reader.ReadAllAsync(abandon.Token))
            {
                if (correlator.Take(occurrence) is { } written) await WriteAsync(written, abandon.Token);
                else log.LogDebug("too many events about {Object}, dropped: {Reason}", ObjectName.Of(occurrence.About), occurrence.Reason);
            }
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("stopped; {Count} events were not written", occurrences.Reader.Count);
        }
    }

    private async Task WriteAsync(Event written, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await WriteOnceAsync(written, cancellationToken);
                return;
            }
            catch (StatusException e) when (e.Code < 500 && e.Code != 429)
            {
                log.LogDebug("event {Reason} refused: {Why}", written.Reason, e.Message);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException or JsonException)
            {
                if (failures + 1 == Tries)
                {
                    log.LogWarning("event {Reason} could not be written: {Why}", written.Reason, e.Message);
                    return;
                }
            }
            await Task.Delay(BackOff.Delay(failures + 1, FirstRetry, LastRetry), time, cancellationToken);
        }
    }

    private async Task WriteOnceAsync(Event written, CancellationToken cancellationToken)
    {
        if (written.Count > 1)
        {
            try
            {
                var times = (JsonObject)JsonNode.Parse(ModelJson.Write(new Event { LastTimestamp = written.LastTimestamp }))!;
                var patch = new JsonObject { ["count"] = written.Count, ["lastTimestamp"] = times["lastTimestamp"]!.DeepClone() };
                await api.MergePatchAsync<Event>(written.Metadata.Namespace, written.Metadata.Name!, patch, null, cancellationToken);
                return;
            }
            catch (StatusException e) when (e.IsNotFound)
            {
                // Events live for an hour; this one is written anew, with its count.
            }
        }
        await api.CreateAsync(written, cancellationToken);
    }
}
