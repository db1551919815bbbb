namespace DuckBus.Kubelet.Runtime;

/// <summary>What is on the node.</summary>
/// <param name="Sandboxes">The pods' sandboxes with their containers.</param>
/// <param name="Intruders">Containers that carry the node's label and belong to no sandbox of a pod.</param>
public sealed record RuntimeState(IReadOnlyList<RuntimeSandbox> Sandboxes, IReadOnlyList<RuntimeContainer> Intruders);
