using DuckBus.Client.Api;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.Dashboard.Observation;

/// <summary>
/// Follows the cluster's Events for what no object shows: warnings, and containers that nobody declared. By watch and not over
/// the bus, so that they are told while the broker is down as well.
/// </summary>
internal sealed class WarningFeed(ApiClient api, Observatory observatory, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Told by the pod's own state in better words.
    private static readonly HashSet<string> Known = new(["BackOff", "Failed", "ErrImageNeverPull", "FailedScheduling", "NodeNotReady", "Killing"], StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Asks for one event that cannot exist, to learn the revision from which to watch.
                var none = await api.ListAsync<Event>(new ListOptions(FieldSelector: "metadata.name=none"), cancellationToken);
                await foreach (var change in api.WatchAsync<Event>(new ListOptions(), none.Metadata.ResourceVersion ?? "0", cancellationToken))
                    if (change.Type == Model.Kinds.ChangeType.Added && Read(change.Object, observatory.Now) is { } happening)
                        observatory.Take(happening);
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException or System.Text.Json.JsonException or OperationCanceledException)
            {
                // Told by the informers, which ask the same server.
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What an Event says that nothing else does; null if nothing. Pure.</summary>
    internal static Happening? Read(Event told, DateTimeOffset now) => told switch
    {
        { Reason: Intruder } => new IntruderStopped(now, told.InvolvedObject.Name ?? "", (told.Message ?? "").Split(' ')[0]),
        { Type: "Warning", Reason: { } reason } when !Known.Contains(reason) => new Warned(now, told.InvolvedObject.Name ?? "", told.Message ?? reason),
        _ => null,
    };

    private const string Intruder = "StoppedIntruder";
}
