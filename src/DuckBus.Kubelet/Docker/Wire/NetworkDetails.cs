namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /networks/ID: with the running containers that are on it, by id.</summary>
internal sealed record NetworkDetails(IReadOnlyDictionary<string, NetworkDetails.Member>? Containers)
{
    internal sealed record Member(string Name);
}
