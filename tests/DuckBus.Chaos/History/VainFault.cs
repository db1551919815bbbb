using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos.History;

/// <summary>A fault that took no effect, so that nothing survived it.</summary>
/// <param name="Fault">What was to go wrong.</param>
/// <param name="Why">Why it did not.</param>
public sealed record VainFault(Fault Fault, string Why);
