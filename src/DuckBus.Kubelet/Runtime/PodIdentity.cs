namespace DuckBus.Kubelet.Runtime;

/// <summary>Which pod something belongs to; kept in labels, so that a kubelet that lost its memory can tell.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Uid">The pod's uid.</param>
public sealed record PodIdentity(string Namespace, string Name, string Uid);
