namespace DuckBus.Kubelet.Statuses;

/// <summary>What pod statuses tell of the node.</summary>
/// <param name="HostIp">The node's address.</param>
/// <param name="RuntimeName">The scheme of container ids.</param>
internal sealed record NodeFacts(string HostIp, string RuntimeName);
