namespace DuckBus.Bench.Hollow;

/// <summary>What a part used for many pods.</summary>
/// <param name="Name">The part.</param>
/// <param name="Milliseconds">Processor time, for each pod.</param>
/// <param name="Without">Its memory in MB before there were pods.</param>
/// <param name="Megabytes">Its memory in MB with all of them.</param>
public sealed record PartUse(string Name, double Milliseconds, double Without, double Megabytes);
