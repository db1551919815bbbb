namespace DuckBus.Chaos.Plan;

/// <summary>What there is to break.</summary>
/// <param name="Parts">The processes.</param>
/// <param name="Links">The connections, as <c>part>server</c>.</param>
/// <param name="Disks">The parts whose disk is small, and PostgreSQL.</param>
/// <param name="Leases">The leases, as <c>namespace/name</c>.</param>
public sealed record ChaosTargets(IReadOnlyList<string> Parts, IReadOnlyList<string> Links, IReadOnlyList<string> Disks, IReadOnlyList<string> Leases)
{
    /// <summary>The same with those connections only whose name has one of the words; with all of them if there is no word.</summary>
    /// <exception cref="ArgumentException">There is no such connection.</exception>
    public ChaosTargets Among(IReadOnlyCollection<string> words)
    {
        if (words.Count == 0) return this;
        string[] some = [.. Links.Where(link => words.Any(word => link.Contains(word, StringComparison.Ordinal)))];
        return some.Length > 0 ? this with { Links = some } : throw new ArgumentException($"--links {string.Join(',', words)}: there are {string.Join(", ", Links)}");
    }

    /// <summary>The targets of a kind of fault; one empty name where there is only one.</summary>
    public IReadOnlyList<string> Of(FaultKind kind) => kind switch
    {
        FaultKind.KillPart or FaultKind.PausePart => Parts,
        FaultKind.SlowLink or FaultKind.StallLink or FaultKind.LoseAnswers or FaultKind.CutLink => Links,
        FaultKind.FullDisk => Disks,
        FaultKind.FullLog => [.. Disks.Where(disk => disk == Fault.Postgres)],
        FaultKind.LeaseClock => Leases,
        _ => [""],
    };
}
