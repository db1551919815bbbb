namespace DuckBus.Kubelet.Runtime;

/// <summary>A port of the pod on the host.</summary>
/// <param name="HostIp">The address on the host; empty for all.</param>
/// <param name="HostPort">The port on the host.</param>
/// <param name="ContainerPort">The port in the pod.</param>
/// <param name="Protocol">tcp or udp.</param>
public sealed record PublishedPort(string HostIp, int HostPort, int ContainerPort, string Protocol);
