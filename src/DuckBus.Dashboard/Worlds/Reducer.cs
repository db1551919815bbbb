using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>The world after a happening. Pure, so that the same happenings give the same world live and in the replay.</summary>
public static class Reducer
{
    /// <summary>How long what is gone is still shown leaving.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private const int FeedLength = 80;

    /// <summary>Takes in one happening.</summary>
    public static World Apply(World world, Happening happening)
    {
        var sentence = Sentences.About(world, happening);
        var after = Change(world, happening) with { At = happening.At };
        if (sentence is null) return after;
        var feed = after.Feed.Add(sentence with { Number = after.Told });
        return after with { Feed = feed.Count > FeedLength ? feed.RemoveAt(0) : feed, Told = after.Told + 1 };
    }

    /// <summary>Takes in what was there before anybody looked: nothing is told.</summary>
    public static World Silently(World world, Happening happening) => Change(world, happening);

    /// <summary>Forgets what has left the stage.</summary>
    public static World Sweep(World world, DateTimeOffset now)
    {
        var gone = world.Pods.Where(pod => pod.Value.Facts.State == PodState.Gone && now - pod.Value.ChangedAt > Farewell).Select(pod => pod.Key).ToList();
        var intruders = world.Intruders.RemoveAll(intruder => now - intruder.At > 2 * Farewell);
        return gone.Count == 0 && intruders.Count == world.Intruders.Count ? world : world with { Pods = world.Pods.RemoveRange(gone), Intruders = intruders };
    }

    private static World Change(World world, Happening happening) => happening switch
    {
        PodSeen seen => world with { Pods = world.Pods.SetItem(seen.Pod.Uid, Entry(world, seen)) },
        PodGone gone => world.Pods.TryGetValue(gone.Uid, out var pod)
            ? world with { Pods = world.Pods.SetItem(gone.Uid, pod with { Facts = pod.Facts with { State = PodState.Gone }, ChangedAt = gone.At }) } : world,
        NodeSeen seen => WithNode(world, seen.Node.Name, node => node with { Facts = seen.Node }),
        NodeGone gone => world with { Nodes = world.Nodes.Remove(gone.Name) },
        LeaseRenewed renewed => WithNode(world, renewed.Node, node =>
            node with { RenewedAt = renewed.At, Lasts = renewed.Duration, Beats = node.Beats + 1 }),
        WorkloadSeen seen => world with { Workloads = world.Workloads.SetItem(seen.Workload.Key, seen.Workload) },
        WorkloadGone gone => world with { Workloads = world.Workloads.Remove(gone.Key) },
        BusTurned turned when turned.Connected != world.BusConnected =>
            world with { BusConnected = turned.Connected, BusSince = turned.At, RepairedSinceBusTurned = 0, LastRepair = turned.Connected ? world.LastRepair : null },
        Resynced { Repaired: > 0 } resynced =>
            world with { LastRepair = resynced, RepairedSinceBusTurned = world.RepairedSinceBusTurned + resynced.Repaired },
        ApiTurned turned => world with { ApiTrouble = turned.Trouble, ApiSince = (world.ApiTrouble is null) == (turned.Trouble is null) ? world.ApiSince : turned.At },
        IntruderStopped stopped => world with { Intruders = world.Intruders.Add(stopped) },
        _ => world,
    };

    private static PodEntry Entry(World world, PodSeen seen) => world.Pods.TryGetValue(seen.Pod.Uid, out var known)
        ? new PodEntry(seen.Pod, seen.Pod.Restarts > known.Facts.Restarts ? seen.At : known.BornAt, known.Facts.State == seen.Pod.State ? known.ChangedAt : seen.At)
        : new PodEntry(seen.Pod, seen.At, seen.At);

    private static World WithNode(World world, string name, Func<NodeEntry, NodeEntry> change) => world with
    {
        Nodes = world.Nodes.SetItem(name, change(world.Nodes.GetValueOrDefault(name) ?? new NodeEntry(null, null, TimeSpan.Zero, 0))),
    };
}
