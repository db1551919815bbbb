using DuckBus.Dashboard.Bus;
using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Observation;

/// <summary>Everything that the page is drawn from, at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="World">The cluster.</param>
/// <param name="Traffic">The bus.</param>
/// <param name="NextList">When the next full list is due.</param>
/// <param name="Period">The time between two full lists, as it is at the moment.</param>
/// <param name="Synced">Whether the first lists are there.</param>
/// <param name="AgreedAt">When the cluster's state was last known to be right.</param>
public sealed record Snapshot(
    DateTimeOffset At, World World, Traffic Traffic, DateTimeOffset NextList, TimeSpan Period, bool Synced, DateTimeOffset AgreedAt);
