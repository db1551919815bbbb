using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>When all is well again, and garbage is collected, a part holds about as much memory as before.</summary>
public static class MemoryReturns
{
    /// <summary>What the objects of a part may have gained, in MB: an API server remembers changes for its watchers.</summary>
    public const double HeapAllowance = 40;

    /// <summary>What all of its memory may have gained, in MB: there is more code compiled now, and the heap keeps some room.</summary>
    public const double ResidentAllowance = 60;

    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(IEnumerable<MemoryUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.After.Heap > use.Before.Heap + HeapAllowance)
                yield return $"the objects of {use.Part} held {use.Before.Heap:0} MB before and {use.After.Heap:0} MB after";
            if (use.After.Resident > use.Before.Resident + ResidentAllowance)
                yield return $"{use.Part} held {use.Before.Resident:0} MB before and {use.After.Resident:0} MB after";
        }
    }
}
