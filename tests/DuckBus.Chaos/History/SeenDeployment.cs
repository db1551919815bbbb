namespace DuckBus.Chaos.History;

/// <summary>A Deployment as the API tells it.</summary>
public sealed record SeenDeployment(string Name, int Replicas, int Updated, int Available, bool Observed);
