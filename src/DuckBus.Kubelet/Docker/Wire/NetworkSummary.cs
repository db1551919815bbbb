namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>One entry of GET /networks.</summary>
internal sealed record NetworkSummary(
    string Id, string Name, DateTimeOffset? Created, IReadOnlyDictionary<string, string>? Labels, NetworkAddresses? Ipam = null);
