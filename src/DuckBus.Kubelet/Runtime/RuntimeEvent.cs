namespace DuckBus.Kubelet.Runtime;

/// <summary>News about a container or a sandbox of this node. A hint: the state is what a list or an inspection says.</summary>
/// <param name="Pod">The pod concerned; null for an intruder.</param>
/// <param name="ContainerId">The engine's id.</param>
/// <param name="Type">start, die, oom, destroy, …, in the engine's words.</param>
public sealed record RuntimeEvent(PodIdentity? Pod, string ContainerId, string Type)
{
    /// <summary>The first event of every stream: from here on nothing is missed, so this is the moment to list.</summary>
    public static RuntimeEvent Listening { get; } = new(Pod: null, ContainerId: "", "listening");
}
