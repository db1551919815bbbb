namespace DuckBus.Chaos.History;

/// <summary>What is declared and what is there, at about one moment.</summary>
public sealed record ClusterSight(
    IReadOnlyList<string> ReadyNodes, IReadOnlyList<SeenSet> Sets, IReadOnlyList<SeenDeployment> Deployments,
    IReadOnlyList<SeenPod> Pods, IReadOnlyList<SeenContainer> Containers, int Gateways = 1)
{
    /// <summary>The DaemonSets.</summary>
    public IReadOnlyList<SeenDaemonSet> DaemonSets { get; init; } = [];

    /// <summary>What clients can ask to be remembered: the replicas of each Deployment, the template of each DaemonSet.</summary>
    public IReadOnlyDictionary<string, int> Numbers => Deployments.Select(one => (one.Name, Number: one.Replicas))
        .Concat(DaemonSets.Select(one => (one.Name, Number: one.Template))).ToDictionary(one => one.Name, one => one.Number, StringComparer.Ordinal);
}
