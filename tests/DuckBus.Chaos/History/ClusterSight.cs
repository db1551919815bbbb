namespace DuckBus.Chaos.History;

/// <summary>What is declared and what is there, at about one moment.</summary>
public sealed record ClusterSight(
    IReadOnlyList<string> ReadyNodes, IReadOnlyList<SeenReplicaSet> ReplicaSets, IReadOnlyList<SeenDeployment> Deployments,
    IReadOnlyList<SeenPod> Pods, IReadOnlyList<SeenContainer> Containers);
