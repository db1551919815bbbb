namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /info.</summary>
internal sealed record EngineInfo(
    string ServerVersion, int Ncpu, long MemTotal, string KernelVersion, string OperatingSystem, string Architecture, string? DockerRootDir = null);
