using System.Collections.Immutable;

namespace DuckBus.Dashboard.Worlds;

/// <summary>
/// The change log as the dashboard saw it: a world to begin with and what happened since. It keeps the last happenings only;
/// older ones are taken into the beginning. Immutable.
/// </summary>
/// <param name="Beginning">The world before the first happening that is kept.</param>
/// <param name="Happenings">What happened since, oldest first.</param>
public sealed record Timeline(World Beginning, ImmutableList<Happening> Happenings)
{
    /// <summary>How many happenings are kept.</summary>
    public const int Kept = 5000;

    /// <summary>Nothing has happened.</summary>
    public static Timeline Empty { get; } = new(World.Empty, []);

    /// <summary>The earliest moment that can be shown; null if nothing has happened.</summary>
    public DateTimeOffset? From => Happenings.Count == 0 ? null : Happenings[0].At;

    /// <summary>With one more happening. Heartbeats are left out: there are too many, and they tell no story.</summary>
    public Timeline Add(Happening happening)
    {
        if (happening is LeaseRenewed or Resynced { Repaired: 0 }) return this;
        var longer = Happenings.Add(happening);
        return longer.Count <= Kept ? this with { Happenings = longer } : new Timeline(Reducer.Apply(Beginning, longer[0]), longer.RemoveAt(0));
    }

    /// <summary>The world as it was at a moment.</summary>
    public World At(DateTimeOffset moment)
    {
        var world = Happenings.TakeWhile(happening => happening.At <= moment).Aggregate(Beginning, Reducer.Apply);
        return Reducer.Sweep(world, moment) with { At = moment };
    }
}
