using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A node, and its heartbeat.</summary>
/// <param name="Facts">The node; null while only its lease is known.</param>
/// <param name="RenewedAt">When its lease was last seen to be renewed; null if never.</param>
/// <param name="Lasts">How long the lease lasts without renewal.</param>
/// <param name="Beats">How often it was renewed.</param>
public sealed record NodeEntry(NodeFacts? Facts, DateTimeOffset? RenewedAt, TimeSpan Lasts, long Beats);
