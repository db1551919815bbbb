namespace DuckBus.Bench.Reports;

/// <summary>What a figure should reach.</summary>
/// <param name="Value">The bound: of the ratio if a rival is named, else of the figure itself.</param>
/// <param name="Against">The rival's name; null for the figure itself.</param>
public sealed record Target(double Value, string? Against = null);
