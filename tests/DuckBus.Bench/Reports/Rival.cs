namespace DuckBus.Bench.Reports;

/// <summary>What DuckBus is held against, measured in the same run.</summary>
/// <param name="Name">As people call it: <c>bare Docker</c>, <c>Docker Swarm</c>.</param>
/// <param name="Values">What was measured, one a round.</param>
public sealed record Rival(string Name, IReadOnlyList<double> Values);
