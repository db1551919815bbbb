using System.Collections.Concurrent;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Faults;

/// <summary>Breaks things and mends them.</summary>
public sealed class FaultInjector(ChaosWorld world, HistoryBook book)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> one = new(StringComparer.Ordinal);

    /// <summary>Parts that are down on purpose.</summary>
    public ConcurrentDictionary<string, bool> DownOnPurpose { get; } = new(StringComparer.Ordinal);

    /// <summary>Breaks, waits, mends.</summary>
    public async Task RunAsync(Fault fault)
    {
        // Mending may take longer than planned: the next fault of the same thing waits for it.
        var alone = one.GetOrAdd(fault.Resource, _ => new SemaphoreSlim(1, 1));
        await alone.WaitAsync();
        try
        {
            book.Say($"⚡ {fault}");
            await (fault.Kind switch
            {
                FaultKind.KillPart => KillAsync(fault),
                FaultKind.PausePart => PauseAsync(fault),
                FaultKind.StopBroker => AroundAsync(fault, world.Cluster.RabbitMq.StopAsync, world.Cluster.RabbitMq.StartAgainAsync),
                FaultKind.KillPostgres => AroundAsync(fault, world.Cluster.Postgres.KillAsync, world.Cluster.Postgres.StartAgainAsync),
                FaultKind.RestartDocker => AroundAsync(fault, world.Engine.KillAsync, world.Engine.StartAgainAsync),
                FaultKind.FullDisk => AroundAsync(fault, world.Disks[fault.Target].FillAsync, () => Do(world.Disks[fault.Target].Free)),
                FaultKind.MessageStorm => WhileAsync(fault, world.Storm.BlowAsync),
                FaultKind.LeaseClock => WhileAsync(fault, end => world.Clock.TurnAsync(fault.Target, end)),
                _ => AroundAsync(fault, () => Become(ModeOf(fault.Kind)), () => Become(LinkMode.Pass)),
            });
        }
        finally
        {
            alone.Release();
        }

        Task Become(LinkMode mode) => Do(() => world.Wiring[fault.Target].Become(mode));
    }

    private static LinkMode ModeOf(FaultKind kind) => kind switch
    {
        FaultKind.SlowLink => LinkMode.Slow,
        FaultKind.StallLink => LinkMode.Stall,
        FaultKind.LoseAnswers => LinkMode.LoseAnswers,
        _ => LinkMode.Cut,
    };

    private async Task KillAsync(Fault fault)
    {
        var part = world.Parts[fault.Target];
        if (!part.Running) return; // It ended by itself, which is told at the end.
        DownOnPurpose[fault.Target] = true;
        await AroundAsync(fault, part.KillAsync, part.StartAgainAsync);
        DownOnPurpose.TryRemove(fault.Target, out _);
    }

    private Task PauseAsync(Fault fault)
    {
        var part = world.Parts[fault.Target];
        return part.Running ? AroundAsync(fault, () => Do(part.Pause), () => Do(part.Continue)) : Task.CompletedTask;
    }

    private static async Task AroundAsync(Fault fault, Func<Task> breakIt, Func<Task> mendIt)
    {
        await breakIt();
        await Task.Delay(fault.For);
        await mendIt();
    }

    private static async Task WhileAsync(Fault fault, Func<CancellationToken, Task> act)
    {
        using var end = new CancellationTokenSource(fault.For);
        await act(end.Token);
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
