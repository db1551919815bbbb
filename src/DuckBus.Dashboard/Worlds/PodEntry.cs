using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A pod, and since when.</summary>
/// <param name="Facts">The pod.</param>
/// <param name="BornAt">When the dashboard saw it first, or saw it started again.</param>
/// <param name="ChangedAt">Since when it is in this state.</param>
public sealed record PodEntry(PodFacts Facts, DateTimeOffset BornAt, DateTimeOffset ChangedAt);
