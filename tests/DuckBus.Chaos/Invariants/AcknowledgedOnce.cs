using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>Every acknowledged write is in the log exactly once, a refused one is not, any other at most once.</summary>
public static class AcknowledgedOnce
{
    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(IEnumerable<ClientWrite> writes, IEnumerable<LoggedChange> log)
    {
        var changes = log.Where(change => change.Deleted || change.Token is not null)
            .ToLookup(change => (change.Deleted, change.Deleted ? change.Name : change.Token!));
        foreach (var write in writes)
        {
            var found = changes[(write.Deletes, write.Token)].Select(change => change.Revision).ToList();
            var at = string.Join(", ", found);
            if (found.Count > 1) yield return $"{Describe(write)} is in the log {found.Count} times: {at}";
            else if (write.Outcome == WriteOutcome.Acknowledged && found.Count == 0) yield return $"{Describe(write)} is not in the log";
            else if (write.Outcome == WriteOutcome.Refused && found.Count == 1) yield return $"{Describe(write)} is in the log: {at}";
            else if (write.Outcome == WriteOutcome.Acknowledged && write.Revision != 0 && write.Revision != found[0])
                yield return $"{Describe(write)} is in the log with another revision: {at}";
        }
    }

    private static string Describe(ClientWrite write) =>
        $"the {(write.Deletes ? "deletion of" : "write")} {write.Token}, {write.Outcome.ToString().ToLowerInvariant()} ({write.Answer}),";
}
