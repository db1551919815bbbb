namespace DuckBus.Kubelet.Runtime;

/// <summary>News about a container or a sandbox of this node. A hint: the state is what a list or an inspection says.</summary>
/// <param name="Pod">The pod concerned; null for an intruder.</param>
/// <param name="ContainerId">The engine's id.</param>
/// <param name="Type">start, die, oom, destroy, …, in the engine's words.</param>
public sealed record RuntimeEvent(PodIdentity? Pod, string ContainerId, string Type);
