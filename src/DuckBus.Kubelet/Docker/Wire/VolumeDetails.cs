namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /volumes/{name}, and one of GET /volumes.</summary>
internal sealed record VolumeDetails(string Name, string Mountpoint, IReadOnlyDictionary<string, string>? Labels);
