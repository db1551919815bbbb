namespace DuckBus.Kubelet.Runtime;

/// <summary>Where the network of a running sandbox is.</summary>
/// <param name="Pid">A process in it, as this machine numbers it; null if the engine's processes are not on this machine.</param>
/// <param name="Ip">Its address; null where it has none of its own.</param>
/// <param name="IsReached">Whether this machine is on the network itself; else <see cref="IContainerRuntime.DialAsync"/> helps.</param>
public sealed record SandboxNetwork(int? Pid, string? Ip, bool IsReached = true);
