using System.Globalization;
using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Reports;

/// <summary>What was done, what was broken and what was seen.</summary>
/// <param name="Lines">For people.</param>
/// <param name="Violations">What must not be; empty when all is well.</param>
/// <param name="Troubles">What the run itself could not do; empty when it was all that it should be.</param>
public sealed record ChaosReport(IReadOnlyList<string> Lines, IReadOnlyList<string> Violations, IReadOnlyList<string> Troubles)
{
    /// <summary>0 when every invariant held, 1 when one did not, 2 when the run failed and proves nothing.</summary>
    public int ExitCode => Troubles.Count > 0 ? 2 : Violations.Count > 0 ? 1 : 0;

    /// <summary>Checks all histories of a run.</summary>
    public static ChaosReport Of(ChaosOptions options, ChaosPlan plan, HistoryBook book, IReadOnlyList<LoggedChange> small, ClusterSight? last, IReadOnlyList<MemoryUse> memory)
    {
        var replicas = (last?.Deployments ?? []).ToDictionary(one => one.Name, one => one.Replicas, StringComparer.Ordinal);
        List<(string What, IReadOnlyList<string> Wrong)> checks =
        [
            ($"every acknowledged write is in the log once: {Count(book.Writes)}", [.. AcknowledgedOnce.Check(book.Writes, book.Log.Where(change => change.Namespace == Clients.Writer.Namespace))]),
            ($"the same on the small server with its small disk: {Count(book.SmallWrites)}", [.. AcknowledgedOnce.Check(book.SmallWrites, small)]),
            ($"the log of {book.Log.Count} changes has no gap", [.. RevisionsIncrease.Check(book.Log)]),
            ($"revisions increase for every watcher: {book.Watches.Count} histories, {book.Watches.Sum(watch => watch.Revisions.Count)} events", [.. book.Watches.SelectMany(RevisionsIncrease.Check)]),
            ("no watcher missed a change", [.. book.Watches.SelectMany(watch => NothingMissed.Check(watch, book.Log))]),
            ($"what clients were told about {book.Demands.Select(demand => demand.Name).Distinct().Count()} declared containers is so", [.. Remembered.Check(book.Demands, replicas)]),
            ($"memory returns: {string.Join(", ", memory.Select(use => string.Create(CultureInfo.InvariantCulture, $"{use.Part} {use.Before:0} → {use.After:0} MB")))}", [.. MemoryReturns.Check(memory)]),
            ($"in {book.Sights} looks no pod ran on two nodes; all converged; news comes by the bus; no part was surprised or needed a hand", [.. book.Violations]),
        ];
        var lines = new List<string> { "", $"Seed {plan.Seed}, {plan.Time.TotalSeconds:0} s: {Sum(plan.Faults.Select(fault => fault.Kind))}; {Sum(plan.Operations.Select(operation => operation.Kind))}." };
        foreach (var (what, wrong) in checks)
        {
            lines.Add($"{(wrong.Count == 0 ? '✓' : '✗')} {what}");
            lines.AddRange(wrong.Take(20).Select(one => $"    {one}"));
        }

        List<string> violations = [.. checks.SelectMany(check => check.Wrong)];
        List<string> troubles = [.. book.Troubles];
        lines.AddRange(troubles.Select(trouble => $"⚠ {trouble}"));
        lines.Add(Verdict(violations.Count, troubles, options.Replay));
        return new ChaosReport(lines, violations, troubles);
    }

    private static string Verdict(int violations, List<string> troubles, string replay) => (violations, troubles) switch
    {
        (0, []) => "Every invariant held.",
        (_, []) => $"{violations} violations. Again: {replay}",
        (0, [var first, ..]) => $"The run itself failed ({troubles.Count} times), so it proves nothing though every invariant held. First: {first}. Again: {replay}",
        (_, [var first, ..]) => $"The run itself failed ({troubles.Count} times), so its {violations} violations prove nothing. First: {first}. Again: {replay}",
    };

    private static string Count(IEnumerable<ClientWrite> writes) => string.Join(", ", writes.GroupBy(write => write.Outcome).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));

    private static string Sum<T>(IEnumerable<T> kinds)
        where T : struct, Enum => string.Join(", ", kinds.GroupBy(kind => kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} × {group.Key}"));
}
