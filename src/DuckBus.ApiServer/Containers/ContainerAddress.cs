namespace DuckBus.ApiServer.Containers;

/// <summary>Where a port of a container is reached.</summary>
/// <param name="Port">The port that the container listens on.</param>
/// <param name="InCluster">From pods, as host and port.</param>
/// <param name="Outside">From outside, as host and port: a port of every node. It goes to any of the copies.</param>
public sealed record ContainerAddress(int Port, string InCluster, string? Outside);
