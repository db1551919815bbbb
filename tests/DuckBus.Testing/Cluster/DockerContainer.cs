namespace DuckBus.Testing.Cluster;

/// <summary>A line of <c>docker ps</c>.</summary>
public sealed record DockerContainer(
    string Id, string Namespace, string Pod, string Uid, string Container, string Node, string Role, string State);
