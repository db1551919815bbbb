using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Views;

/// <summary>What is declared, and how much of it is there.</summary>
/// <param name="Facts">The workload.</param>
/// <param name="IsMet">Whether all of it is there and nothing more.</param>
public sealed record WorkloadView(WorkloadFacts Facts, bool IsMet);
