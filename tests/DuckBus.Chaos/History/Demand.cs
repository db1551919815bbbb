using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.History;

/// <summary>What a client asked for a declared container, in order, and what it was told.</summary>
public sealed record Demand(OperationKind Kind, string Name, int Replicas, WriteOutcome Outcome);
