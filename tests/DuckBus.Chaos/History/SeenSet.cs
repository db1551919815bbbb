namespace DuckBus.Chaos.History;

/// <summary>Pods of which there is to be a number: a ReplicaSet as the API tells it, or those that a client keeps.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deployment">The Deployment that owns it; empty without one.</param>
/// <param name="Replicas">How many pods it is to have.</param>
public sealed record SeenSet(string Name, string Deployment, int Replicas);
