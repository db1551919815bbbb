namespace DuckBus.Dashboard.Races;

/// <summary>A container in a lane.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">Where it is; null while that is open.</param>
/// <param name="State">What the runner says of it.</param>
/// <param name="IsUp">Whether it runs.</param>
public sealed record LaneSquare(string Name, string? Node, string State, bool IsUp);
