using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>When all is well again a part holds about as much memory as before.</summary>
public static class MemoryReturns
{
    /// <summary>What a part may have gained, in MB.</summary>
    public const double Allowance = 120;

    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(IEnumerable<MemoryUse> uses) => uses.Where(use => use.After > use.Before + Allowance)
        .Select(use => $"{use.Part} held {use.Before:0} MB before and {use.After:0} MB after");
}
