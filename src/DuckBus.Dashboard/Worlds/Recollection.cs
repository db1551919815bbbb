using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>Puts what the API server's log tells of the time before the dashboard in front of what the dashboard saw. Pure.</summary>
public static class Recollection
{
    /// <summary>How far back it goes. A slider over a whole day would step over all that somebody wants to see.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The history as it would be if the dashboard had been there all the time.</summary>
    /// <param name="timeline">What it saw, beginning with what it found.</param>
    /// <param name="past">The changes from before, in their order.</param>
    /// <param name="start">When the dashboard started.</param>
    public static Timeline With(Timeline timeline, IReadOnlyList<Remembered> past, DateTimeOffset start)
    {
        var before = past.Where(change => change.What.At <= start).ToList();
        var found = timeline.Beginning;
        var touched = before.Select(change => KeyOf(change.What)).ToHashSet(StringComparer.Ordinal);
        var beginning = found with
        {
            Pods = found.Pods.RemoveRange(found.Pods.Keys.Where(uid => touched.Contains(PodKey(uid)))),
            Nodes = found.Nodes.RemoveRange(found.Nodes.Keys.Where(name => touched.Contains(NodeKey(name)))),
            Workloads = found.Workloads.RemoveRange(found.Workloads.Keys.Where(key => touched.Contains(WorkloadKey(key)))),
        };

        // What is older than the log was there already, as its first change left it.
        beginning = before.DistinctBy(change => KeyOf(change.What)).Where(change => !change.IsFirst)
            .Aggregate(beginning, (world, change) => Reducer.Silently(world, change.What));
        beginning = Reducer.Sweep(
            before.Where(change => change.What.At < start - Longest).Aggregate(beginning, (world, change) => Reducer.Silently(world, change.What)), start - Longest);

        var last = before.Aggregate(World.Empty, (world, change) => Reducer.Silently(world, change.What));
        return before.Where(change => change.What.At >= start - Longest).Select(change => change.What)
            .Concat(Found(found, touched, start)).Concat(Missing(found, last, start)).Concat(timeline.Happenings)
            .Aggregate(new Timeline(beginning, []), (history, happening) => history.Add(happening));
    }

    /// <summary>What was found, for changes between the end of the log and the first look.</summary>
    private static IEnumerable<Happening> Found(World found, HashSet<string> touched, DateTimeOffset at) =>
    [
        .. found.Nodes.Where(node => touched.Contains(NodeKey(node.Key)) && node.Value.Facts is not null).Select(node => new NodeSeen(at, node.Value.Facts!)),
        .. found.Workloads.Where(workload => touched.Contains(WorkloadKey(workload.Key))).Select(workload => new WorkloadSeen(at, workload.Value)),
        .. found.Pods.Where(pod => touched.Contains(PodKey(pod.Key))).Select(pod => new PodSeen(at, pod.Value.Facts, Trigger.Event)),
    ];

    private static IEnumerable<Happening> Missing(World found, World last, DateTimeOffset at) =>
    [
        .. last.Pods.Where(pod => pod.Value.Facts.State != PodState.Gone && !found.Pods.ContainsKey(pod.Key)).Select(pod => new PodGone(at, pod.Key, Trigger.Event)),
        .. last.Workloads.Keys.Where(key => !found.Workloads.ContainsKey(key)).Select(key => new WorkloadGone(at, key)),
        .. last.Nodes.Keys.Where(name => !found.Nodes.ContainsKey(name)).Select(name => new NodeGone(at, name)),
    ];

    private static string KeyOf(Happening happening) => happening switch
    {
        PodSeen seen => PodKey(seen.Pod.Uid),
        PodGone gone => PodKey(gone.Uid),
        NodeSeen seen => NodeKey(seen.Node.Name),
        NodeGone gone => NodeKey(gone.Name),
        WorkloadSeen seen => WorkloadKey(seen.Workload.Key),
        WorkloadGone gone => WorkloadKey(gone.Key),
        _ => "",
    };

    private static string PodKey(string uid) => $"pod {uid}";

    private static string NodeKey(string name) => $"node {name}";

    private static string WorkloadKey(string key) => $"workload {key}";
}
