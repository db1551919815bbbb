namespace DuckBus.Chaos.Faults;

/// <summary>How a fault is brought about, and how it is undone. Undoing it twice, or before it was brought about, does no harm.</summary>
/// <param name="Break">Brings it about.</param>
/// <param name="Mend">Undoes it.</param>
public sealed record Breakage(Func<Task> Break, Func<Task> Mend)
{
    /// <summary>What came of it, where that is to be asked; whole when it is mended.</summary>
    public Tally? Tally { get; private init; }

    /// <summary>Why it broke nothing, or null where it did; to be asked when it is mended.</summary>
    public Func<string?> InVain { get; init; } = static () => null;

    /// <summary>One that is done at once.</summary>
    public static Breakage Of(Action breakIt, Action mendIt) => new(() => Do(breakIt), () => Do(mendIt));

    /// <summary>One that lasts while something is done again and again.</summary>
    public static Breakage While(Func<Tally, CancellationToken, Task> act)
    {
        var tally = new Tally();
        var end = new CancellationTokenSource();
        var acting = Task.CompletedTask;
        return new Breakage(
            () => Do(() => acting = act(tally, end.Token)),
            async () =>
            {
                await end.CancelAsync();
                await acting;
            })
        {
            Tally = tally,
            InVain = () => tally.TookEffect ? null : $"{tally}",
        };
    }

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
