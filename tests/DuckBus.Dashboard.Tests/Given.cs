using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Tests;

/// <summary>Short ways to write what is the case.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 11, 26, 14, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    public static PodFacts Pod(string name = "web-abcde", PodState state = PodState.Ready, string? node = "node-1", string? reason = null, int restarts = 0) => new(
        "uid-" + name, "default", name, state == PodState.Waiting ? null : node, state, reason, restarts, restarts > 0 ? "exit code 137" : null,
        "ReplicaSet", name.Split('-')[0], Start, state == PodState.Ready ? Start.AddSeconds(1) : null);

    public static PodSeen Seen(PodFacts pod, double at = 0, Trigger trigger = Trigger.Event) => new(At(at), pod, trigger);

    public static NodeSeen Node(string name = "node-1", bool ready = true, double at = 0) => new(At(at), new NodeFacts(name, ready, false, ready ? null : "NodeStatusUnknown", "file://"));

    public static WorkloadSeen Workload(string name = "web", int desired = 1, int ready = 1, double at = 0) =>
        new(At(at), new WorkloadFacts("ReplicaSet", "default", name, desired, ready));

    public static DuckBus.Dashboard.Worlds.World World(params IEnumerable<Happening> happenings) => happenings.Aggregate(DuckBus.Dashboard.Worlds.World.Empty, Reducer.Apply);
}
