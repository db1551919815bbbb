using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>Revisions strictly increase for every watcher, and the log has no gap.</summary>
public static class RevisionsIncrease
{
    /// <summary>The violations of what a watcher saw, as sentences.</summary>
    public static IEnumerable<string> Check(WatchHistory history)
    {
        var last = history.From;
        foreach (var revision in history.Revisions)
        {
            if (revision <= last) yield return $"{history.Watcher} saw revision {revision} after {last}";
            last = revision;
        }
    }

    /// <summary>The violations of the log itself, as sentences.</summary>
    public static IEnumerable<string> Check(IReadOnlyList<LoggedChange> log) => log.Zip(log.Skip(1))
        .Where(pair => pair.Second.Revision != pair.First.Revision + 1)
        .Select(pair => $"the log goes from revision {pair.First.Revision} to {pair.Second.Revision}");
}
