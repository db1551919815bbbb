namespace DuckBus.Dashboard.Races;

/// <summary>What a runner says of its containers.</summary>
/// <param name="Name">The runner.</param>
/// <param name="Squares">Its containers.</param>
/// <param name="Trouble">Why it does not answer; null if it does.</param>
/// <param name="Wanted">How many containers there should be.</param>
/// <param name="Up">How many run.</param>
/// <param name="Since">Since when something is missing, or how long it was; see <paramref name="Done"/>.</param>
/// <param name="Done">Whether all is there.</param>
public sealed record Lane(string Name, IReadOnlyList<LaneSquare> Squares, string? Trouble, int Wanted, int Up, TimeSpan Since, bool Done);
