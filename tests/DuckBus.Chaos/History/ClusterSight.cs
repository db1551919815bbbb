namespace DuckBus.Chaos.History;

/// <summary>What is declared and what is there, at about one moment.</summary>
public sealed record ClusterSight(
    IReadOnlyList<string> ReadyNodes, IReadOnlyList<SeenSet> Sets, IReadOnlyList<SeenDeployment> Deployments,
    IReadOnlyList<SeenPod> Pods, IReadOnlyList<SeenContainer> Containers, int Gateways = 1);
