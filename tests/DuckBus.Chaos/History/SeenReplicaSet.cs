namespace DuckBus.Chaos.History;

/// <summary>A ReplicaSet as the API tells it.</summary>
public sealed record SeenReplicaSet(string Name, string Deployment, int Replicas);
