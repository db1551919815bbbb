using System.Globalization;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Reports;

/// <summary>What was done, what was broken and what was seen.</summary>
/// <param name="Lines">For people.</param>
/// <param name="Violations">What must not be; empty when all is well.</param>
/// <param name="Troubles">What the run itself could not do; empty when it was all that it should be.</param>
public sealed record ChaosReport(IReadOnlyList<string> Lines, IReadOnlyList<Violation> Violations, IReadOnlyList<string> Troubles)
{
    /// <summary>0 when every invariant held, 1 when one did not, 2 when the run failed and proves nothing.</summary>
    public int ExitCode => Violations.Any(violation => violation.Stands) ? 1 : Troubles.Count > 0 ? 2 : Violations.Count > 0 ? 1 : 0;

    /// <summary>Checks all histories of a run.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="plan">What was to be done and broken.</param>
    /// <param name="book">What happened.</param>
    /// <param name="last">What was there in the end; null where nobody saw it.</param>
    /// <param name="memory">The memory of the parts.</param>
    public static ChaosReport Of(ChaosOptions options, ChaosPlan plan, HistoryBook book, ClusterSight? last, IReadOnlyList<MemoryUse> memory)
    {
        List<Finding> findings =
        [
            Finding.Of($"every acknowledged write is in the log once: {Count(book.Writes)}",
                AcknowledgedOnce.Check(book.Writes, book.Log.Where(change => change.Namespace == Clients.Writer.Namespace)), book.LogIsWhole),
            Finding.Of($"the same on the small server with its small disk: {Count(book.SmallWrites)}", AcknowledgedOnce.Check(book.SmallWrites, book.SmallLog), book.SmallLogIsWhole),
            Finding.Of($"the log of {book.Log.Count} changes has no gap, and that of the small server goes on only", RevisionsIncrease.Check(book.Log).Concat(RevisionsIncrease.Check(Small(book.SmallLog))), stands: true),
            Finding.Of($"revisions increase for every watcher: {book.Watches.Count} histories, {book.Watches.Sum(watch => watch.Revisions.Count)} events",
                book.Watches.SelectMany(RevisionsIncrease.Check), stands: true),
            Finding.Of("no watcher missed a change", book.Watches.SelectMany(watch => NothingMissed.Check(watch, book.Log)), book.LogIsWhole),
            Finding.Of($"what clients were told about {book.Demands.Select(demand => demand.Name).Distinct().Count()} declared things is so",
                Remembered.Check(book.Demands, last?.Numbers ?? new Dictionary<string, int>()), last is not null),
            Finding.Of($"memory returns, objects and all in MB: {string.Join("; ", memory.Select(Show))}", MemoryReturns.Check(memory, book.Log.Count, book.SmallLog.Count), stands: false),
            new($"in {book.Sights} looks no pod ran on two nodes; all converged; news comes by the bus; no part was surprised or needed a hand", [.. book.Violations]),
        ];
        List<Violation> violations = [.. findings.SelectMany(finding => finding.Wrong)];
        List<string> troubles = book.Sights > 0 ? [.. book.Troubles] : [.. book.Troubles, "the engine could not be looked at even once while things broke"];
        return new ChaosReport(
            [
                "", $"Seed {plan.Seed}, {plan.Time.TotalSeconds:0} s: {Sum(plan.Faults.Except(book.Vain.Select(vain => vain.Fault)).Select(fault => fault.Kind))}; {Sum(plan.Operations.Select(operation => operation.Kind))}.",
                .. book.Vain.Select(vain => $"  Not counted, as it took no effect: {vain.Fault} ({vain.Why})"),
                .. findings.SelectMany(finding => finding.Lines), .. troubles.Select(trouble => $"⚠ {trouble}"), $"{Verdict(violations, troubles)}{Again(violations, troubles, options)}",
            ],
            violations, troubles);
    }

    private static string Verdict(List<Violation> violations, List<string> troubles)
    {
        if (troubles.Count == 0) return violations.Count == 0 ? "Every invariant held." : $"{violations.Count} violations.";
        var failed = $"The run itself failed ({troubles.Count} times), so";
        var standing = violations.FindAll(violation => violation.Stands);
        var rest = violations.Count - standing.Count;
        var proves = (standing.Count, rest) switch
        {
            (0, 0) => "it proves nothing though every invariant held",
            (0, _) => $"its {rest} violations prove nothing",
            (var some, 0) => $"it is worth little, but {some} violations stand whatever it did: {standing[0]}",
            var (some, other) => $"{other} of its violations prove nothing, but {some} stand whatever it did: {standing[0]}",
        };
        return $"{failed} {proves}. First: {troubles[0]}.";
    }

    private static string Again(List<Violation> violations, List<string> troubles, ChaosOptions options) =>
        violations.Count + troubles.Count == 0 ? "" : $" Again: {options.Replay}";

    private static string Show(MemoryUse use) => string.Create(CultureInfo.InvariantCulture,
        $"{use.Part} {use.Before.Heap:0.0} → {use.After.Heap:0.0}, {use.Before.Resident:0} → {use.After.Resident:0}");

    // It is read by watches.
    private static WatchHistory Small(List<LoggedChange> log) =>
        new("the reader of the small server's log", "configmaps", null, 0, log.Count > 0 ? log[^1].Revision : 0, [.. log.Select(change => change.Revision)]);

    private static string Count(IEnumerable<ClientWrite> writes) => string.Join(", ", writes.GroupBy(write => write.Outcome).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));

    private static string Sum<T>(IEnumerable<T> kinds)
        where T : struct, Enum => string.Join(", ", kinds.GroupBy(kind => kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} × {group.Key}"));
}
