using DuckBus.Client.Informers;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Views;

/// <summary>What is drawn of the bus. Pure.</summary>
internal static class BusViews
{
    /// <summary>The bus as it is now.</summary>
    public static BusView Of(Snapshot snapshot, SyncMode sync)
    {
        var world = snapshot.World;
        var (look, lamp) = sync == SyncMode.Poll ? ("none", $"no bus: polling every {snapshot.Period.TotalSeconds:0.#} s")
            : world.BusConnected == false ? ("down", "broker down") : ("up", "broker up");
        var rate = snapshot.Traffic.Rate(snapshot.At);
        var countdown = look == "up" ? (double?)null : Math.Max(0, (snapshot.NextList - snapshot.At).TotalSeconds);
        return new BusView(
            look, lamp, look == "up" ? $"{rate:0.0} changes/s" : "", [.. snapshot.Traffic.Dots.Select(dot => new DotView(
                dot.Number, dot.Kind, BusView.Place(dot.To), Math.Max(0, (snapshot.At - dot.At).TotalSeconds), dot.Changes))],
            countdown, snapshot.Period.TotalSeconds, snapshot.NextList.Ticks, look == "down" ? Repaired(world.RepairedSinceBusTurned) : null);
    }

    /// <summary>The bus as it was: whether it was there.</summary>
    public static BusView Replay(World world) => new(
        world.BusConnected == false ? "down" : "up", world.BusConnected == false ? "broker down" : "broker up", "", [], null, 0, 0,
        world.BusConnected == false ? Repaired(world.RepairedSinceBusTurned) : null);

    private static string? Repaired(int count) => count == 0 ? null : $"{count} {(count == 1 ? "object" : "objects")} repaired";
}
