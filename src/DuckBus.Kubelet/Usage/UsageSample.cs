using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>One look at what the containers of the node have used.</summary>
/// <param name="At">When.</param>
/// <param name="Pods">The pods that ran something, each with its running containers by name.</param>
internal sealed record UsageSample(DateTimeOffset At, IReadOnlyList<UsageSample.Pod> Pods)
{
    /// <summary>A pod and its running containers; null for one that could not be measured.</summary>
    internal sealed record Pod(PodIdentity Identity, IReadOnlyDictionary<string, Container> Containers);

    /// <summary>A container and what it has used.</summary>
    internal sealed record Container(string Id, ContainerStats? Stats);
}
