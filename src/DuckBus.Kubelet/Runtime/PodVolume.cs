namespace DuckBus.Kubelet.Runtime;

/// <summary>A directory that lives as long as its pod and that the pod's containers can mount.</summary>
/// <param name="Name">Its name in the pod.</param>
/// <param name="InMemory">Whether it is kept in memory: it is empty again after the sandbox was replaced.</param>
/// <param name="SizeLimit">How many bytes fit, if it is kept in memory; null for no limit.</param>
public sealed record PodVolume(string Name, bool InMemory = false, long? SizeLimit = null);
