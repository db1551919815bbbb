namespace DuckBus.Chaos.History;

/// <summary>A DaemonSet as the API tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Which template it has.</param>
/// <param name="Desired">On how many nodes it is to run.</param>
/// <param name="Updated">On how many it runs with that template.</param>
/// <param name="Available">On how many it is available.</param>
/// <param name="Observed">Whether its status is about what is declared now.</param>
public sealed record SeenDaemonSet(string Name, int Template, int Desired, int Updated, int Available, bool Observed);
