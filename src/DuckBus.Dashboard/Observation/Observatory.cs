using DuckBus.Dashboard.Bus;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Observation;

/// <summary>
/// What the dashboard knows, and who wants to hear of it. News is taken in at once and told at most ten times a second, so that
/// a storm of changes costs the browsers no more than a breeze.
/// </summary>
public sealed class Observatory(TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RepairsTogether = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private Timeline timeline = Timeline.Empty;
    private World world = World.Empty;
    private Traffic traffic = Traffic.None;
    private bool changed;
    private int repairs;
    private DateTimeOffset repairsSince;

    /// <summary>Raised, from the pump, when there is a new snapshot.</summary>
    public event Action? Changed;

    /// <summary>The last snapshot.</summary>
    public Snapshot Latest { get; private set; } =
        new(time.GetUtcNow(), World.Empty, Traffic.None, time.GetUtcNow(), TimeSpan.FromSeconds(5), false, time.GetUtcNow());

    /// <summary>The history.</summary>
    public Timeline Timeline
    {
        get { lock (gate) return timeline; }
    }

    /// <summary>The world with all news, also those that were not told yet.</summary>
    public World World
    {
        get { lock (gate) return world; }
    }

    /// <summary>The clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Takes in what was there before the dashboard: it is known, and no news.</summary>
    public void Begin(Happening happening)
    {
        lock (gate)
        {
            world = Reducer.Silently(world, happening);
            timeline = timeline with { Beginning = Reducer.Silently(timeline.Beginning, happening) };
            changed = true;
        }
    }

    /// <summary>Takes in what happened before the dashboard started: nothing but the history changes.</summary>
    public void Recall(IReadOnlyList<Remembered> past, DateTimeOffset start)
    {
        lock (gate) timeline = Recollection.With(timeline, past, start);
    }

    /// <summary>Takes in news.</summary>
    public void Take(Happening happening)
    {
        lock (gate)
        {
            world = Reducer.Apply(world, happening);
            timeline = timeline.Add(happening);
            changed = true;
        }
    }

    /// <summary>Takes in a change that travels over the bus.</summary>
    /// <param name="dot">The dot to draw; null if nobody acts on the change.</param>
    public void Pass(Dot? dot)
    {
        lock (gate)
        {
            traffic = dot is null ? traffic.Count(Now) : traffic.Add(dot);
            changed = true;
        }
    }

    /// <summary>Takes in that a full list found a change that the bus had not told.</summary>
    public void Repaired()
    {
        lock (gate)
        {
            if (repairs++ == 0) repairsSince = Now;
        }
    }

    /// <summary>Tells who listens, until cancelled.</summary>
    /// <param name="look">Adds what only the moment knows: when the next list is due.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PumpAsync(Func<Snapshot, Snapshot> look, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await NextAsync(timer, cancellationToken))
        {
            // Nobody looks: what a browser finds when it comes need not be newer than a breath.
            var pace = Changed is null ? Breath : Tick;
            if (timer.Period != pace) timer.Period = pace;
            if (Collect() is not { } snapshot) continue;
            Latest = look(snapshot);
            Changed?.Invoke();
        }
    }

    private Snapshot? Collect()
    {
        lock (gate)
        {
            var now = Now;
            if (repairs > 0 && now - repairsSince >= RepairsTogether)
            {
                var resynced = new Resynced(now, repairs);
                repairs = 0;
                world = Reducer.Apply(world, resynced);
                timeline = timeline.Add(resynced);
                changed = true;
            }

            var (sweptWorld, sweptTraffic) = (Reducer.Sweep(world, now), traffic.Sweep(now));
            changed |= !ReferenceEquals(sweptWorld, world) || !ReferenceEquals(sweptTraffic, traffic);
            (world, traffic) = (sweptWorld, sweptTraffic);
            if (!changed && now - Latest.At < Breath) return null;
            changed = false;
            return Latest with { At = now, World = world, Traffic = traffic };
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
