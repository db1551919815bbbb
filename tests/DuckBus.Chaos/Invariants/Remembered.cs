using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Invariants;

/// <summary>What clients were told about declared containers is so in the end.</summary>
public static class Remembered
{
    /// <summary>The violations, as sentences.</summary>
    /// <param name="demands">What was asked for, in order.</param>
    /// <param name="replicas">What is declared in the end.</param>
    public static IEnumerable<string> Check(IEnumerable<Demand> demands, IReadOnlyDictionary<string, int> replicas)
    {
        foreach (var container in demands.GroupBy(demand => demand.Name))
        {
            // What was not answered may have come true, also after what was sent later.
            int? certain = null;
            var possible = new HashSet<int?>();
            foreach (var demand in container)
            {
                int? after = demand.Kind == OperationKind.Remove ? null : demand.Replicas;
                if (demand.Outcome == WriteOutcome.Acknowledged) certain = after;
                if (demand.Outcome == WriteOutcome.Unknown) possible.Add(after);
            }

            possible.Add(certain);
            int? now = replicas.TryGetValue(container.Key, out var found) ? found : null;
            if (!possible.Contains(now))
                yield return $"{container.Key} is {Show(now)}, and by what clients were told it is {string.Join(" or ", possible.Select(Show))}";
        }
    }

    private static string Show(int? replicas) => replicas is null ? "not there" : $"there with {replicas} replicas";
}
