using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>When all is well again, and garbage is collected, a part holds about as much memory as before.</summary>
public static class MemoryReturns
{
    /// <summary>
    /// What all of a part's memory may have gained, in MB: more of its code is compiled, and the heap keeps room for what was collected.
    /// A standby that came to lead gains 50.
    /// </summary>
    public const double ResidentAllowance = 70;

    /// <summary>What the objects of a part may have gained, in MB: an API server remembers the last thousand changes of each kind.</summary>
    public static double HeapAllowance(string part) => part.Contains("server", StringComparison.Ordinal) ? 25 : 12;

    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(IEnumerable<MemoryUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.After.Heap > use.Before.Heap + HeapAllowance(use.Part))
                yield return $"the objects of {use.Part} held {use.Before.Heap:0} MB before and {use.After.Heap:0} MB after";
            if (use.After.Resident > use.Before.Resident + ResidentAllowance)
                yield return $"{use.Part} held {use.Before.Resident:0} MB before and {use.After.Resident:0} MB after";
        }
    }
}
