using DuckBus.Chaos.Faults;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>When all is well again, and garbage is collected, a part holds about as much memory as before.</summary>
public static class MemoryReturns
{
    // More of the code is compiled, and the heap keeps room for what was collected. A standby that came to lead needs most of it.
    private const double BesideObjects = 50;

    /// <summary>
    /// What the objects of a part may have gained, in MB. An API server remembers changes, with up to 3 KB each: the last thousand of each kind, 16 MB
    /// for its feeds and the Events of an hour, which is less than 50 MB in all; the small one has one kind, small objects, and the changes of five minutes.
    /// </summary>
    /// <param name="part">Its name.</param>
    /// <param name="changes">How many changes the cluster had, or the small server.</param>
    public static double HeapAllowance(string part, int changes) => part switch
    {
        ChaosWorld.Small => Math.Min(15, 5 + 0.002 * changes),
        _ when part.StartsWith("apiserver", StringComparison.Ordinal) => Math.Min(50, 10 + 0.004 * changes),
        _ => 12,
    };

    /// <summary>The violations, as sentences.</summary>
    /// <param name="uses">The memory of the parts.</param>
    /// <param name="changes">How many changes the cluster had.</param>
    /// <param name="smallChanges">How many the small server had.</param>
    public static IEnumerable<string> Check(IEnumerable<MemoryUse> uses, int changes, int smallChanges)
    {
        foreach (var use in uses)
        {
            var allowance = HeapAllowance(use.Part, use.Part == ChaosWorld.Small ? smallChanges : changes);
            if (use.After.Heap > use.Before.Heap + allowance)
                yield return $"the objects of {use.Part} held {use.Before.Heap:0} MB before and {use.After.Heap:0} MB after";
            if (use.After.Resident > use.Before.Resident + allowance + BesideObjects)
                yield return $"{use.Part} held {use.Before.Resident:0} MB before and {use.After.Resident:0} MB after";
        }
    }
}
