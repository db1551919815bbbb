using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>What the containers of the node use.</summary>
/// <param name="At">When.</param>
/// <param name="Pods">The pods that run something.</param>
internal sealed record UsageSample(DateTimeOffset At, IReadOnlyList<UsageSample.Pod> Pods)
{
    /// <summary>A pod and its running containers by name; null for one that was not measured twice yet.</summary>
    internal sealed record Pod(PodIdentity Identity, IReadOnlyDictionary<string, ContainerUsage?> Containers);
}
