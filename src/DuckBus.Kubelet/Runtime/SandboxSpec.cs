namespace DuckBus.Kubelet.Runtime;

/// <summary>What a sandbox is made of.</summary>
/// <param name="Pod">The pod it is for.</param>
/// <param name="Hostname">The hostname that the pod's containers see.</param>
/// <param name="HostNetwork">Use the host's network instead of the cluster's.</param>
/// <param name="Ports">Ports to publish on the host.</param>
/// <param name="Labels">More labels for the engine's objects.</param>
public sealed record SandboxSpec(
    PodIdentity Pod, string Hostname, bool HostNetwork, IReadOnlyList<PublishedPort> Ports, IReadOnlyDictionary<string, string> Labels);
