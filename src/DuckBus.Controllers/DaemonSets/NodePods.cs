using DuckBus.Model.Core;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>A node as one DaemonSet sees it.</summary>
/// <param name="Node">The name of the node.</param>
/// <param name="Eligibility">Whether pods of the set are to be on it.</param>
/// <param name="Pods">The pods of the set that are on it or meant for it, the oldest first.</param>
public sealed record NodePods(string Node, Eligibility Eligibility, IReadOnlyList<Pod> Pods);
