using DuckBus.Client.Objects;
using DuckBus.Model.Apps;

namespace DuckBus.Dashboard.Facts;

/// <summary>Something that is declared with a number of replicas.</summary>
/// <param name="Kind">Deployment or ReplicaSet.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Desired">How many pods it is to have.</param>
/// <param name="Ready">How many are ready.</param>
public sealed record WorkloadFacts(string Kind, string Namespace, string Name, int Desired, int Ready)
{
    /// <summary>What tells it from all others.</summary>
    public string Key => $"{Kind}/{Namespace}/{Name}";

    /// <summary>The facts of a Deployment.</summary>
    public static WorkloadFacts Of(Deployment deployment) => new(
        "Deployment", deployment.Metadata.Namespace ?? "", deployment.Metadata.Name ?? "",
        deployment.Spec.Replicas ?? 1, deployment.Status.ReadyReplicas ?? 0);

    /// <summary>The facts of a ReplicaSet; null if a Deployment manages it and is shown in its place.</summary>
    public static WorkloadFacts? Of(ReplicaSet set) => Owners.ControllerOf(set) is not null ? null : new(
        "ReplicaSet", set.Metadata.Namespace ?? "", set.Metadata.Name ?? "", set.Spec.Replicas ?? 1, set.Status.ReadyReplicas ?? 0);
}
