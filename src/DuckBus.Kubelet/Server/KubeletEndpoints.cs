using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Server;

/// <summary>What the kubelet's server has besides health and metrics.</summary>
/// <param name="Pods">The pods of the node.</param>
/// <param name="Logs">The output of containers.</param>
/// <param name="Commands">Commands in containers, and clients attached to them.</param>
/// <param name="Ports">Connections to ports of pods.</param>
/// <param name="Usage">What containers use.</param>
internal sealed record KubeletEndpoints(
    PodManager Pods, LogEndpoint Logs, RemoteCommandEndpoint Commands, PortForwardEndpoint Ports, UsageEndpoint Usage);
