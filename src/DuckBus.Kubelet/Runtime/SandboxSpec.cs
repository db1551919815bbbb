namespace DuckBus.Kubelet.Runtime;

/// <summary>What a sandbox is made of.</summary>
/// <param name="Pod">The pod it is for.</param>
/// <param name="Hostname">The hostname that the pod's containers see.</param>
/// <param name="HostNetwork">Use the host's network instead of the cluster's.</param>
/// <param name="Ports">Ports to publish on the host.</param>
/// <param name="Labels">More labels for the engine's objects.</param>
public sealed record SandboxSpec(
    PodIdentity Pod, string Hostname, bool HostNetwork, IReadOnlyList<PublishedPort> Ports, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The domain that makes the hostname a full name; null for none.</summary>
    public string? Domain { get; init; }

    /// <summary>More lines of the hosts file: names with their addresses.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hosts { get; init; } = [];

    /// <summary>How names are resolved; null for the engine's way.</summary>
    public ResolverSettings? Resolver { get; init; }

    /// <summary>Kernel parameters of the pod's network and shared memory.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>The pod's volumes. Those that are there already, from a sandbox before, are taken over.</summary>
    public IReadOnlyList<PodVolume> Volumes { get; init; } = [];
}
