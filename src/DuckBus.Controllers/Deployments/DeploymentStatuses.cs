using DuckBus.Client.Objects;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Deployments;

/// <summary>Computes the status of a Deployment from its ReplicaSets. Pure.</summary>
public static class DeploymentStatuses
{
    /// <summary>The status that the ReplicaSets make, with what it says of its progress still as it was.</summary>
    public static DeploymentStatus Of(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> old, DateTimeOffset now)
    {
        IReadOnlyList<ReplicaSet> all = current is null ? old : [.. old, current];
        var available = all.Sum(set => set.Status.AvailableReplicas ?? 0);
        var conditions = Conditions.With(deployment.Status.Conditions, Available(deployment, available, now), now);
        return deployment.Status with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = Some(all.Sum(set => set.Status.Replicas)),
            UpdatedReplicas = Some(current?.Status.Replicas ?? 0),
            ReadyReplicas = Some(all.Sum(set => set.Status.ReadyReplicas ?? 0)),
            AvailableReplicas = Some(available),
            UnavailableReplicas = Some(Math.Max(0, all.Sum(Rollout.Size) - available)),
            TerminatingReplicas = Some(all.Sum(set => set.Status.TerminatingReplicas ?? 0)),
            Conditions = Failure(current, all) is { } failure
                ? Conditions.With(conditions, failure, now)
                : Conditions.Without(conditions, "ReplicaFailure"),
        };
    }

    /// <summary>Whether all pods are of the present template, as many as declared, and available.</summary>
    public static bool IsComplete(DeploymentSpec spec, DeploymentStatus status)
    {
        var wanted = spec.Replicas ?? 1;
        return (status.UpdatedReplicas ?? 0) == wanted && (status.Replicas ?? 0) == wanted && (status.AvailableReplicas ?? 0) == wanted;
    }

    /// <summary>Whether two statuses tell the same.</summary>
    public static bool Same(DeploymentStatus left, DeploymentStatus right) =>
        left with { Conditions = null } == right with { Conditions = null }
        && (left.Conditions ?? []).SequenceEqual(right.Conditions ?? []);

    /// <summary>The condition; if it tells nothing new, the one that was there, with its times.</summary>
    internal static DeploymentCondition Says(Deployment deployment, string type, string status, string reason, string message, DateTimeOffset now) =>
        Conditions.Find(deployment.Status.Conditions, type) is { } old && (old.Status, old.Reason) == (status, reason)
            ? old
            : new DeploymentCondition { Type = type, Status = status, Reason = reason, Message = message, LastUpdateTime = now };

    private static DeploymentCondition Available(Deployment deployment, int available, DateTimeOffset now) =>
        available >= (deployment.Spec.Replicas ?? 1) - Rollout.Limits(deployment.Spec).Unavailable
            ? Says(deployment, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Says(deployment, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now);

    // That of the new ReplicaSet if it fails; the others may be in the way of it.
    private static DeploymentCondition? Failure(ReplicaSet? current, IReadOnlyList<ReplicaSet> all) => all
        .OrderByDescending(set => set == current)
        .Select(set => Conditions.Find(set.Status.Conditions, "ReplicaFailure"))
        .OfType<ReplicaSetCondition>()
        .Select(failure => new DeploymentCondition
        {
            Type = failure.Type,
            Status = failure.Status,
            Reason = failure.Reason,
            Message = failure.Message,
            LastUpdateTime = failure.LastTransitionTime,
        })
        .FirstOrDefault();

    private static int? Some(int count) => count == 0 ? null : count;
}
