namespace DuckBus.Chaos.History;

/// <summary>The engine at one moment, and which nodes hold their lease then.</summary>
public sealed record EngineSight(TimeSpan At, IReadOnlyList<SeenContainer> Containers, IReadOnlySet<string> NodesWithLease);
