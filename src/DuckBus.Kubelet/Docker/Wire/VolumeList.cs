namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /volumes.</summary>
internal sealed record VolumeList(IReadOnlyList<VolumeDetails>? Volumes);
