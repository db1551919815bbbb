namespace DuckBus.Chaos.History;

/// <summary>The resident memory of a part before and after, in MB.</summary>
public sealed record MemoryUse(string Part, double Before, double After);
