namespace DuckBus.Chaos.Plan;

/// <summary>All that will be done and broken.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Time">How long it takes.</param>
/// <param name="Faults">What breaks, in order of time.</param>
/// <param name="Operations">What clients do, in order of time.</param>
public sealed record ChaosPlan(int Seed, TimeSpan Time, IReadOnlyList<Fault> Faults, IReadOnlyList<Operation> Operations)
{
    private const int Lanes = 2;

    // How often a kind is taken, and how long it lasts at least and at most, in seconds.
    private static readonly Dictionary<FaultKind, (int Weight, double Least, double Most)> Habits =
        new Dictionary<FaultKind, (int, double, double)>
        {
            [FaultKind.KillPart] = (6, 0, 6),
            [FaultKind.PausePart] = (3, 1, 8),
            [FaultKind.StopBroker] = (2, 0, 6),
            [FaultKind.KillPostgres] = (2, 0, 4),
            [FaultKind.RestartPostgres] = (1, 0, 4),
            [FaultKind.RestartDocker] = (1, 0, 4),
            [FaultKind.SlowLink] = (2, 1, 6),
            [FaultKind.StallLink] = (3, 1, 8),
            [FaultKind.LoseAnswers] = (3, 1, 6),
            [FaultKind.CutLink] = (3, 0, 6),
            [FaultKind.FullDisk] = (2, 1, 5),
            [FaultKind.FullLog] = (1, 1, 5),
            [FaultKind.MessageStorm] = (2, 1, 6),
            [FaultKind.LeaseClock] = (2, 1, 4),
        };

    /// <summary>The plan of a seed: always the same for the same arguments.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="time">How long it may take; all is healed by then.</param>
    /// <param name="kinds">What may break.</param>
    /// <param name="targets">Where it may break.</param>
    public static ChaosPlan Of(int seed, TimeSpan time, IReadOnlyCollection<FaultKind> kinds, ChaosTargets targets)
    {
        var random = new Random(seed);
        var possible = kinds.Where(kind => targets.Of(kind).Count > 0).Order().ToList();
        var faults = new List<Fault>();
        for (var lane = 0; lane < Lanes && possible.Count > 0; lane++) AddLane(faults, random, time, possible, targets);
        return new ChaosPlan(seed, time, [.. faults.OrderBy(fault => fault.At)], OperationsOf(random, time));
    }

    private static void AddLane(List<Fault> faults, Random random, TimeSpan time, List<FaultKind> kinds, ChaosTargets targets)
    {
        for (var at = Seconds(random, 0.3, 2); ; at += Seconds(random, 0.3, 2))
        {
            var kind = Pick(random, kinds);
            var among = targets.Of(kind);
            var target = among[random.Next(among.Count)];
            var fault = new Fault(at, Seconds(random, Habits[kind].Least, Habits[kind].Most), kind, target);
            if (at > time) return;
            if (fault.Until > time || faults.Exists(other => Collide(fault, other))) continue;
            faults.Add(fault);
            at = fault.Until;
        }
    }

    private static bool Collide(Fault one, Fault other) =>
        one.Resource == other.Resource && one.At < other.Mended && other.At < one.Mended;

    private static List<Operation> OperationsOf(Random random, TimeSpan time)
    {
        Declared[] declared =
        [
            new("c", most: 3, OperationKind.Declare, OperationKind.Scale, OperationKind.Remove),
            new("d", most: 1, OperationKind.DeclareDaemons, OperationKind.RollDaemons, OperationKind.RemoveDaemons),
        ];
        var kinds = Enum.GetValues<OperationKind>();
        var operations = new List<Operation>();
        for (var at = Seconds(random, 0, 0.5); at < time; at += Seconds(random, 0.2, 1.6))
        {
            var kind = kinds[random.Next(kinds.Length)];
            var name = kind is OperationKind.Intrude or OperationKind.Roll ? $"{kind.ToString().ToLowerInvariant()}{operations.Count}" : "";
            if (Array.Find(declared, one => one.Has(kind)) is { } about) (kind, name) = about.Next(kind, random);
            operations.Add(new Operation(at, kind, name, 1 + random.Next(3)));
        }

        return operations;
    }

    private static FaultKind Pick(Random random, List<FaultKind> kinds)
    {
        var left = random.Next(kinds.Sum(kind => Habits[kind].Weight));
        foreach (var kind in kinds)
            if ((left -= Habits[kind].Weight) < 0) return kind;
        return kinds[^1];
    }

    private static TimeSpan Seconds(Random random, double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (least + random.NextDouble() * (most - least))));
}
