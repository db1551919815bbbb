using DuckBus.Chaos.History;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.Invariants;

/// <summary>What clients were told about what they declared is so in the end.</summary>
public static class Remembered
{
    /// <summary>The violations, as sentences.</summary>
    /// <param name="demands">What was asked for, in order.</param>
    /// <param name="numbers">What is declared in the end: how many replicas, or which template.</param>
    public static IEnumerable<string> Check(IEnumerable<Demand> demands, IReadOnlyDictionary<string, int> numbers)
    {
        foreach (var one in demands.GroupBy(demand => demand.Name))
        {
            // What was not answered may have come true, also after what was sent later.
            int? certain = null;
            var possible = new HashSet<int?>();
            foreach (var demand in one)
            {
                int? after = demand.Kind is OperationKind.Remove or OperationKind.RemoveDaemons ? null : demand.Number;
                if (demand.Outcome == WriteOutcome.Acknowledged) certain = after;
                if (demand.Outcome == WriteOutcome.Unknown) possible.Add(after);
            }

            possible.Add(certain);
            int? now = numbers.TryGetValue(one.Key, out var found) ? found : null;
            if (!possible.Contains(now))
                yield return $"{one.Key} is {Show(now)}, and by what clients were told it is {string.Join(" or ", possible.Select(Show))}";
        }
    }

    private static string Show(int? number) => number is null ? "not there" : $"there with {number}";
}
