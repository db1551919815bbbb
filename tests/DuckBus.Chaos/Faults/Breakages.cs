using DuckBus.Chaos.Plan;
using DuckBus.Testing.Cluster;

namespace DuckBus.Chaos.Faults;

/// <summary>How each kind of fault is brought about in a world.</summary>
public sealed class Breakages(ChaosWorld world)
{
    /// <summary>How this one is; null where the part has ended by itself, which is told at the end.</summary>
    public Breakage? Of(Fault fault) => fault.Kind switch
    {
        FaultKind.KillPart => OfRunning(fault.Target, part => new(part.KillAsync, () => part.Running ? Task.CompletedTask : part.StartAgainAsync())),
        FaultKind.PausePart => OfRunning(fault.Target, part => Breakage.Of(part.Pause, part.Continue)),
        FaultKind.StopBroker => new(world.Cluster.RabbitMq.StopAsync, world.Cluster.RabbitMq.StartAgainAsync),
        FaultKind.KillPostgres => new(world.Cluster.Postgres.KillAsync, world.Cluster.Postgres.StartAgainAsync),
        FaultKind.RestartPostgres => new(world.Cluster.Postgres.StopAsync, world.Cluster.Postgres.StartAgainAsync),
        FaultKind.RestartDocker => new(world.Engine.KillAsync, world.Engine.StartAgainAsync),
        FaultKind.FullDisk => new(world.Disks[fault.Target].FillAsync, () => FreeAsync(fault.Target)),
        FaultKind.FullLog => new(FillLogAsync, () => FreeAsync(fault.Target)),
        FaultKind.MessageStorm => Breakage.While(world.Storm.BlowAsync),
        FaultKind.LeaseClock => Breakage.While((tally, end) => world.Clock.TurnAsync(fault.Target, tally, end)),
        FaultKind.SlowLink => Link(fault.Target, LinkMode.Slow),
        FaultKind.StallLink => Link(fault.Target, LinkMode.Stall),
        FaultKind.LoseAnswers => Link(fault.Target, LinkMode.LoseAnswers),
        FaultKind.CutLink => Link(fault.Target, LinkMode.Cut),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "nobody knows how to bring it about"),
    };

    private async Task FillLogAsync()
    {
        await world.Disks[Fault.Postgres].FillAsync();
        await world.Cluster.Postgres.UseUpLogAsync();
    }

    // PostgreSQL ends when it cannot write its log, and what keeps it running starts it again.
    private Task FreeAsync(string target)
    {
        world.Disks[target].Free();
        return target == Fault.Postgres ? world.Cluster.Postgres.KeepAsync() : Task.CompletedTask;
    }

    private Breakage? OfRunning(string name, Func<DuckBusProcess, Breakage> how) => world.Parts[name] is { Running: true } part ? how(part) : null;

    private Breakage Link(string link, LinkMode mode)
    {
        var (proxy, before) = (world.Wiring[link], 0);
        return Breakage.Of(
            () =>
            {
                before = proxy.Felt;
                proxy.Become(mode);
            },
            () => proxy.Become(LinkMode.Pass)) with
        {
            InVain = () => proxy.Felt == before ? "nobody used these connections" : null,
        };
    }
}
