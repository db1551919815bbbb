using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.History;

/// <summary>What a client asked for what is declared, in order, and what it was told.</summary>
/// <param name="Kind">What it asked for.</param>
/// <param name="Name">What about.</param>
/// <param name="Number">How many replicas, or which template; of no importance for what is removed.</param>
/// <param name="Outcome">What it was told.</param>
public sealed record Demand(OperationKind Kind, string Name, int Number, WriteOutcome Outcome);
