namespace DuckBus.Chaos.History;

/// <summary>What a part held before and after.</summary>
public sealed record MemoryUse(Memory Before, Memory After)
{
    /// <summary>Which part.</summary>
    public string Part => Before.Part;
}
