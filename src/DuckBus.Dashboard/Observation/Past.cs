using System.Globalization;
using System.Text.RegularExpressions;
using DuckBus.Client.Api;
using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Dashboard.Observation;

/// <summary>
/// Reads from the API server's change log what happened before the dashboard: watches from long ago, which end at once. The log has
/// no times, so a change is as old as its object says, to the second.
/// </summary>
internal sealed partial class Past(ApiClient api)
{
    private const int Attempts = 20;

    /// <summary>What the log still has, in its order; nothing if it cannot be read now.</summary>
    public async Task<IReadOnlyList<Remembered>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var all = await Task.WhenAll(
                ReadAsync<Node>(node => new NodeSeen(default, NodeFacts.Of(node)), node => new NodeGone(default, node.Metadata.Name ?? ""), cancellationToken),
                ReadAsync<Deployment>(deployment => new WorkloadSeen(default, WorkloadFacts.Of(deployment)),
                    deployment => new WorkloadGone(default, WorkloadFacts.Of(deployment).Key), cancellationToken),
                ReadAsync<ReplicaSet>(set => WorkloadFacts.Of(set) is { } seen ? new WorkloadSeen(default, seen) : null,
                    set => WorkloadFacts.Of(set) is { } gone ? new WorkloadGone(default, gone.Key) : null, cancellationToken),
                ReadAsync<Pod>(pod => new PodSeen(default, PodReading.Of(pod), Trigger.Event), pod => new PodGone(default, pod.Metadata.Uid ?? "", Trigger.Event), cancellationToken));
            return InOrder(all.SelectMany(changes => changes));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or StatusException or System.Text.Json.JsonException)
        {
            return [];
        }
    }

    /// <summary>By revision, and never back in time: the clocks of those who write differ. Pure.</summary>
    internal static IReadOnlyList<Remembered> InOrder(IEnumerable<Remembered> changes)
    {
        var latest = DateTimeOffset.MinValue;
        return
        [
            .. changes.OrderBy(change => change.Revision).Select(change =>
            {
                latest = change.What.At > latest ? change.What.At : latest;
                return change with { What = change.What with { At = latest } };
            }),
        ];
    }

    /// <summary>When an object was last changed, as far as it says. Pure.</summary>
    internal static DateTimeOffset TimeOf(ObjectMeta metadata, ChangeType type) =>
        type == ChangeType.Deleted && metadata.DeletionTimestamp is { } deleted ? deleted
        : (metadata.ManagedFields ?? []).Select(entry => entry.Time).Append(metadata.CreationTimestamp).Max() ?? default;

    /// <summary>From where the log can be read, in the words of a server that no longer has what was asked for; null if it does not say. Pure.</summary>
    internal static string? Horizon(string message) => TooOld().Match(message) is { Success: true } match ? match.Groups["from"].Value : null;

    private async Task<IReadOnlyList<Remembered>> ReadAsync<T>(Func<T, Happening?> seen, Func<T, Happening?> gone, CancellationToken cancellationToken)
        where T : Resource
    {
        var from = "1";
        for (var attempt = 1; ; attempt++)
        {
            var changes = new List<Remembered>();
            try
            {
                await foreach (var change in api.WatchAsync<T>(new ListOptions(TimeoutSeconds: 1), from, cancellationToken))
                {
                    var metadata = change.Object.Metadata;
                    if ((change.Type == ChangeType.Deleted ? gone(change.Object) : seen(change.Object)) is { } what)
                        changes.Add(new Remembered(
                            long.Parse(metadata.ResourceVersion!, CultureInfo.InvariantCulture), what with { At = TimeOf(metadata, change.Type) }, change.Type == ChangeType.Added));
                }

                return changes;
            }
            catch (StatusException e) when (e.Status.Code == 410 && attempt < Attempts && Horizon(e.Message) is { } horizon)
            {
                from = horizon;
            }
        }
    }

    [GeneratedRegex(@"too old resource version: \d+ \((?<from>\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TooOld();
}
