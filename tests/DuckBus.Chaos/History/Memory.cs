namespace DuckBus.Chaos.History;

/// <summary>What a part holds when it has just collected its garbage.</summary>
/// <param name="Part">The part.</param>
/// <param name="Heap">Its objects, in MB.</param>
/// <param name="Resident">All of its memory, in MB.</param>
public sealed record Memory(string Part, double Heap, double Resident);
