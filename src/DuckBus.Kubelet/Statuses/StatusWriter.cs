using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Kubelet.Nodes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Statuses;

/// <summary>
/// Writes pod statuses in the background: the latest of each pod wins, what could not be written (the API is away) is
/// written later, and what others overwrote is put right again.
/// </summary>
internal sealed class StatusWriter(
    ApiClient api, ICache<Pod> pods, PartTelemetry telemetry, TimeProvider time, ILogger log, CancellationToken stopping)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>The latest status that was posted for a pod; null if there is none.</summary>
    public PodStatus? Latest(string uid) => entries.TryGetValue(uid, out var entry) ? entry.Posted?.Status : null;

    /// <summary>Takes the status of a pod. Returns at once.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="status">Its status as the kubelet found it.</param>
    public void Post(Pod pod, PodStatus status)
    {
        var entry = entries.GetOrAdd(pod.Metadata.Uid!, _ => new Entry());
        entry.Posted = new Posting(pod, status, Activity.Current?.Context ?? default);
        Run(entry);
    }

    /// <summary>The API told news of a pod: if its status is not the one that was posted, that is written again.</summary>
    public void Observe(Pod pod)
    {
        if (entries.TryGetValue(pod.Metadata.Uid!, out var entry) && entry.Posted is { } posted
            && !StatusMerge.Same(StatusMerge.Merge(pod.Status, posted.Status), pod.Status))
            Run(entry);
    }

    /// <summary>The pod is gone.</summary>
    public void Forget(string uid) => entries.TryRemove(uid, out _);

    /// <summary>Completes when everything that was posted for the pod is written or given up.</summary>
    public async Task FlushAsync(string uid, CancellationToken cancellationToken)
    {
        if (entries.TryGetValue(uid, out var entry)) await entry.Writing.WaitAsync(cancellationToken);
    }

    private void Run(Entry entry)
    {
        lock (entry)
        {
            entry.Wanted++;
            if (entry.Wanted == 1) entry.Writing = Task.Run(() => WriteAllAsync(entry), CancellationToken.None);
        }
    }

    private async Task WriteAllAsync(Entry entry)
    {
        for (var failures = 0; ;)
        {
            var wanted = Volatile.Read(ref entry.Wanted);
            try
            {
                await WriteAsync(entry.Posted!);
                failures = 0;
                lock (entry)
                {
                    if (entry.Wanted == wanted)
                    {
                        entry.Wanted = 0;
                        return;
                    }
                }
            }
            catch (Exception failure) when (ApiHealth.IsOutage(failure, stopping))
            {
                log.LogDebug("status of {Pod} is not written yet: {Failure}", ObjectName.Of(entry.Posted!.Pod), failure.Message);
                try
                {
                    await Task.Delay(BackOff.Delay(++failures, FirstRetry, LongestRetry), time, stopping);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StatusException refused)
            {
                log.LogWarning("status of {Pod} was refused: {Failure}", ObjectName.Of(entry.Posted!.Pod), refused.Message);
                lock (entry) entry.Wanted = 0;
                return;
            }
        }
    }

    private async Task WriteAsync(Posting posting)
    {
        var cached = pods.Get(ObjectName.Of(posting.Pod));
        for (var live = cached?.Metadata.Uid == posting.Pod.Metadata.Uid ? cached! : posting.Pod; ;)
        {
            var status = StatusMerge.Merge(live.Status, posting.Status);
            if (StatusMerge.Same(status, live.Status)) return;
            using var span = telemetry.Spans.StartActivity(SpanNames.Status, ActivityKind.Internal, posting.Trace);
            span?.SetTag(Tags.Namespace, live.Metadata.Namespace).SetTag(Tags.Name, live.Metadata.Name).SetTag("phase", status.Phase);
            try
            {
                pods.Observe(await api.UpdateStatusAsync(live with { Status = status }, stopping));
                return;
            }
            catch (StatusException refused) when (refused.IsConflict)
            {
                var fresh = await api.GetAsync<Pod>(posting.Pod.Metadata.Namespace, posting.Pod.Metadata.Name!, stopping);
                if (fresh is null || fresh.Metadata.Uid != posting.Pod.Metadata.Uid) return;
                live = fresh;
            }
            catch (StatusException refused) when (refused.IsNotFound)
            {
                return;
            }
        }
    }

    private sealed record Posting(Pod Pod, PodStatus Status, ActivityContext Trace);

    private sealed class Entry
    {
        public volatile Posting? Posted;
        public int Wanted;
        public Task Writing = Task.CompletedTask;
    }
}
