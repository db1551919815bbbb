namespace DuckBus.Kubelet.Runtime;

/// <summary>What runs the containers, and how much of it there is.</summary>
/// <param name="Version">The engine's version.</param>
/// <param name="Cpus">Processors.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="KernelVersion">The kernel.</param>
/// <param name="OsImage">The operating system.</param>
/// <param name="Architecture">amd64 or arm64.</param>
/// <param name="StorageBytes">The disk that the containers write to, in bytes; 0 if it cannot be told.</param>
public sealed record RuntimeInfo(
    string Version, int Cpus, long MemoryBytes, string KernelVersion, string OsImage, string Architecture, long StorageBytes = 0);
