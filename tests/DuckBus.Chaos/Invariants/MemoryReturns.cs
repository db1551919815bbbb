using DuckBus.Chaos.Faults;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>When all is well again, and garbage is collected, a part holds about as much memory as before.</summary>
public static class MemoryReturns
{
    // More of the code is compiled, and the heap keeps room for what was collected. A standby that came to lead needs most of it.
    private const double BesideObjects = 50;

    /// <summary>
    /// What the objects of a part may have gained, in MB. An API server remembers the last thousand changes of each kind, 16 MB of changes for
    /// its feeds and the Events of an hour; the small one has one kind, and the changes of five minutes.
    /// </summary>
    public static double HeapAllowance(string part) => part switch
    {
        ChaosWorld.Small => 15,
        _ when part.StartsWith("apiserver", StringComparison.Ordinal) => 50,
        _ => 12,
    };

    /// <summary>What all of a part's memory may have gained, in MB.</summary>
    public static double ResidentAllowance(string part) => HeapAllowance(part) + BesideObjects;

    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(IEnumerable<MemoryUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.After.Heap > use.Before.Heap + HeapAllowance(use.Part))
                yield return $"the objects of {use.Part} held {use.Before.Heap:0} MB before and {use.After.Heap:0} MB after";
            if (use.After.Resident > use.Before.Resident + ResidentAllowance(use.Part))
                yield return $"{use.Part} held {use.Before.Resident:0} MB before and {use.After.Resident:0} MB after";
        }
    }
}
