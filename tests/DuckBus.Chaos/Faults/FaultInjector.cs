using System.Collections.Concurrent;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Faults;

/// <summary>Breaks things and mends them. What cannot be broken or mended is told, and ends nothing.</summary>
/// <param name="how">How a fault is brought about; null where there is nothing left to break.</param>
/// <param name="book">Where all of it is taken down.</param>
public sealed class FaultInjector(Func<Fault, Breakage?> how, HistoryBook book)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> one = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Fault, Breakage> broken = new();

    /// <summary>Breaks, waits, mends.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="cancellationToken">Mends at once.</param>
    public async Task RunAsync(Fault fault, CancellationToken cancellationToken)
    {
        // Mending may take longer than planned: the next fault of the same thing waits for it.
        var alone = one.GetOrAdd(fault.Resource, _ => new SemaphoreSlim(1, 1));
        await alone.WaitAsync(CancellationToken.None);
        try
        {
            if (cancellationToken.IsCancellationRequested) return;
            Breakage? breakage = null;
            var injected = await book.TryAsync($"could not be injected: {fault}", async () =>
            {
                if ((breakage = how(fault)) is null) return;
                book.Say($"⚡ {fault}");
                broken[fault] = breakage; // Before it is: what broke by half has to be mended too.
                await breakage.Break();
                await Task.Delay(fault.For, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }, CancellationToken.None);
            await MendAsync(fault);
            if (!injected) InVain(fault, "it could not be injected");
            else if (breakage is null) InVain(fault, "the part had ended by itself");
            else Tell(fault, breakage);
        }
        finally
        {
            alone.Release();
        }
    }

    /// <summary>Tries once more what could not be mended in its turn.</summary>
    public async Task HealAsync()
    {
        foreach (var fault in broken.Keys) await MendAsync(fault);
    }

    private void Tell(Fault fault, Breakage breakage)
    {
        if (breakage.Tally is { } tally) book.Say($"  {fault}: {tally}");
        if (breakage.InVain() is { } why) InVain(fault, why);
    }

    private void InVain(Fault fault, string why) => book.Vain.Enqueue(new VainFault(fault, why));

    private async Task MendAsync(Fault fault)
    {
        if (broken.TryGetValue(fault, out var breakage) && await book.TryAsync($"could not be mended: {fault}", breakage.Mend)) broken.TryRemove(fault, out _);
    }
}
