using System.Globalization;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Views;

/// <summary>Turns what is known into what is drawn. Pure.</summary>
public static class StageViews
{
    private const int Sentences = 40;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(2);

    /// <summary>The page as it is now.</summary>
    /// <param name="snapshot">What is known.</param>
    /// <param name="sync">How the cluster learns of changes.</param>
    /// <param name="zone">Whose clock is shown.</param>
    public static StageView Of(Snapshot snapshot, SyncMode sync, TimeZoneInfo zone) =>
        Draw(snapshot.World, snapshot.At, BusViews.Of(snapshot, sync), StaleReason(snapshot, zone), live: true, zone);

    /// <summary>The page as it was.</summary>
    public static StageView Replay(World world, TimeZoneInfo zone) =>
        Draw(world, world.At, BusViews.Replay(world), stale: null, live: false, zone);

    private static StageView Draw(World world, DateTimeOffset now, BusView bus, string? stale, bool live, TimeZoneInfo zone)
    {
        var pods = world.Pods.Values.OrderBy(pod => pod.Facts.CreatedAt).ThenBy(pod => pod.Facts.Name, NaturalOrder.Instance)
            .ToLookup(pod => pod.Facts.Node ?? "", StringComparer.Ordinal);
        var nodes = world.Nodes.Where(node => node.Value.Facts is not null)
            .Select(node => Node(node.Value, [.. pods[node.Key]], world, now, live)).ToList();
        var waiting = pods[""].Where(pod => pod.Facts.State != PodState.Gone).Select(pod => Square(pod, pod.Facts.State, now, live)).ToList();
        var there = world.Pods.Values.Where(pod => pod.Facts.State is not (PodState.Gone or PodState.Stopping or PodState.Done)).ToList();
        var ready = there.Count(pod => pod.Facts.State == PodState.Ready && IsReady(world, pod.Facts.Node));
        var workloads = world.Workloads.Values.Select(workload => new WorkloadView(workload, workload.Desired == workload.Ready)).ToList();
        return new StageView(
            Time(now, zone), nodes, nodes.Count(node => node.IsReady), waiting, ready, there.Count, workloads, bus, Feed(world, zone),
            Layout.For(nodes.Count, nodes.Select(node => node.Pods.Count + node.Intruders.Count).DefaultIfEmpty().Max()), stale,
            ready == there.Count && workloads.TrueForAll(workload => workload.IsMet));
    }

    private static NodeView Node(NodeEntry entry, IReadOnlyList<PodEntry> pods, World world, DateTimeOffset now, bool live)
    {
        var facts = entry.Facts!;
        var squares = pods.Select(pod => Square(pod, StateOn(facts, pod.Facts.State), now, live)).ToList();
        var (look, badge) = !facts.Ready ? ("silent", "silent") : facts.Cordoned ? ("cordoned", "takes no pods") : ("well", (string?)null);
        var lease = live && entry.RenewedAt is { } renewed
            ? new LeaseView(entry.Beats, entry.Lasts.TotalSeconds, Math.Max(0, (now - renewed).TotalSeconds)) : null;
        var running = pods.Count(pod => pod.Facts.State == PodState.Ready);
        var words = $"{facts.Name}, {badge ?? "ready"}, {running} of {squares.Count(square => square.Look != "gone")} pods ready";
        return new NodeView(
            facts.Name, look, badge, words, lease, squares, [.. world.Intruders.Where(intruder => intruder.Node == facts.Name).Select(intruder => intruder.Name)]);
    }

    // A silent node's pods may run or not: nobody can tell, and the page must not pretend.
    private static PodState StateOn(NodeFacts node, PodState state) =>
        node.Ready || state is PodState.Gone or PodState.Done or PodState.Failed ? state : PodState.Lost;

    private static bool IsReady(World world, string? node) => node is not null && world.Nodes.GetValueOrDefault(node)?.Facts?.Ready == true;

    private static PodView Square(PodEntry entry, PodState state, DateTimeOffset now, bool live)
    {
        var pod = entry.Facts;
        var (look, sign, words) = Looks.Of(state);
        var said = $"{pod.Name} {words}{(pod.Node is null ? "" : $" on {pod.Node}")}{(pod.Reason is null ? "" : $": {pod.Reason}")}"
            + (pod.Restarts == 0 ? "" : $", {pod.Restarts} {(pod.Restarts == 1 ? "restart" : "restarts")}");
        return new PodView(pod.Uid, pod.Family, pod.Suffix, look, sign, said, live && now - entry.BornAt < Fresh, pod.Restarts);
    }

    private static List<SentenceView> Feed(World world, TimeZoneInfo zone) =>
        [.. world.Feed.Reverse().Take(Sentences).Select(sentence => new SentenceView(
            sentence.Number, Time(sentence.At, zone), Looks.ToneOf(sentence.Tone), Looks.SignOf(sentence.Tone), sentence.Text, sentence.PodUid,
            sentence.Trigger is { } trigger ? trigger.Word() : null))];

    private static string? StaleReason(Snapshot snapshot, TimeZoneInfo zone)
    {
        if (!snapshot.Synced) return snapshot.World.ApiTrouble is null ? "Waiting for the first list" : $"Waiting for the API server: {snapshot.World.ApiTrouble}";
        return snapshot.World.ApiTrouble is not null && snapshot.At - snapshot.AgreedAt > TooOld
            ? $"The API server does not answer. This is how it was at {Time(snapshot.AgreedAt, zone)}" : null;
    }

    private static string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
