namespace DuckBus.Chaos.History;

/// <summary>A pod as the API tells it.</summary>
/// <param name="Name">As <c>namespace/name</c>.</param>
/// <param name="Uid">Its identity in time.</param>
/// <param name="Owner">The name of its ReplicaSet or DaemonSet, or of those that a client keeps; empty without one.</param>
/// <param name="Node">Where it is bound; empty if it is not.</param>
/// <param name="Ready">Whether it is Ready.</param>
/// <param name="Leaving">Whether it is being deleted.</param>
/// <param name="Containers">The names of its containers.</param>
public sealed record SeenPod(string Name, string Uid, string Owner, string Node, bool Ready, bool Leaving, IReadOnlyList<string> Containers);
