namespace DuckBus.Chaos.History;

/// <summary>A ReplicaSet or StatefulSet as the API tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deployment">The Deployment that owns it; empty without one.</param>
/// <param name="Replicas">How many pods it is to have.</param>
public sealed record SeenSet(string Name, string Deployment, int Replicas);
