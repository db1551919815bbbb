using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>A watcher that goes on where it was interrupted has seen every change in between, and nothing that did not happen.</summary>
public static class NothingMissed
{
    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(WatchHistory history, IReadOnlyList<LoggedChange> log)
    {
        var seen = history.Revisions.ToHashSet();
        var happened = log.Where(change => change.Kind == history.Kind && (history.Namespace is null || change.Namespace == history.Namespace)
            && change.Revision > history.From && change.Revision <= history.To).ToDictionary(change => change.Revision);
        foreach (var missed in happened.Values.Where(change => !seen.Contains(change.Revision)).OrderBy(change => change.Revision))
            yield return $"{history.Watcher} missed revision {missed.Revision} ({missed.Kind} {missed.Namespace}/{missed.Name}) and was told of {history.To}";
        foreach (var invented in seen.Where(revision => log.Count > 0 && revision >= log[0].Revision && !happened.ContainsKey(revision)).Order())
            yield return $"{history.Watcher} saw revision {invented}, which is not in the log";
    }
}
