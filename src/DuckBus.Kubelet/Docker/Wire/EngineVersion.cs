namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /version.</summary>
internal sealed record EngineVersion(string Version, string ApiVersion, string? MinApiVersion, string Arch);
