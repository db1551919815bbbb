namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>The network of a cluster, as it is now.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="HasServices">Whether its addresses leave room for those of services.</param>
internal sealed record FoundNetwork(string Id, bool HasServices);
