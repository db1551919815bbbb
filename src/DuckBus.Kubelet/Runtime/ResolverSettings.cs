namespace DuckBus.Kubelet.Runtime;

/// <summary>How a pod resolves names. What is empty is as the engine does it.</summary>
/// <param name="Servers">Addresses of name servers.</param>
/// <param name="Searches">Domains to look in.</param>
/// <param name="Options">Options such as <c>ndots:5</c>.</param>
public sealed record ResolverSettings(IReadOnlyList<string> Servers, IReadOnlyList<string> Searches, IReadOnlyList<string> Options);
