using DuckBus.Client.Objects;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Deployments;

/// <summary>Computes the status of a Deployment from its ReplicaSets.</summary>
public static class DeploymentStatuses
{
    /// <summary>The status that the ReplicaSets make.</summary>
    public static DeploymentStatus Of(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> old, DateTimeOffset now)
    {
        var all = current is null ? old : [.. old, current];
        var replicas = all.Sum(set => set.Status.Replicas);
        var available = all.Sum(set => set.Status.AvailableReplicas ?? 0);
        var status = deployment.Status with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = Some(replicas),
            UpdatedReplicas = Some(current?.Status.Replicas ?? 0),
            ReadyReplicas = Some(all.Sum(set => set.Status.ReadyReplicas ?? 0)),
            AvailableReplicas = Some(available),
            UnavailableReplicas = Some(Math.Max(0, all.Sum(set => set.Spec.Replicas ?? 1) - available)),
        };
        var conditions = Conditions.With(status.Conditions, Available(deployment, available, now), now);
        return status with { Conditions = Conditions.With(conditions, Progressing(deployment, status, current, now), now) };
    }

    /// <summary>Whether all pods are of the present template, as many as declared, and available.</summary>
    public static bool IsComplete(DeploymentSpec spec, DeploymentStatus status)
    {
        var wanted = spec.Replicas ?? 1;
        return (status.UpdatedReplicas ?? 0) == wanted && (status.Replicas ?? 0) == wanted && (status.AvailableReplicas ?? 0) == wanted;
    }

    /// <summary>How long until the deadline for progress; null if there is nothing to wait for.</summary>
    public static TimeSpan? DeadlineIn(Deployment deployment, DateTimeOffset now) =>
        Conditions.Find(deployment.Status.Conditions, "Progressing") is { Status: "True", Reason: not "NewReplicaSetAvailable", LastUpdateTime: { } since }
        && since + Deadline(deployment.Spec) - now is { Ticks: > 0 } left ? left : null;

    /// <summary>Whether two statuses tell the same.</summary>
    public static bool Same(DeploymentStatus left, DeploymentStatus right) =>
        left with { Conditions = null } == right with { Conditions = null }
        && (left.Conditions ?? []).SequenceEqual(right.Conditions ?? []);

    private static DeploymentCondition Available(Deployment deployment, int available, DateTimeOffset now) =>
        available >= (deployment.Spec.Replicas ?? 1) - Rollout.Limits(deployment.Spec).Unavailable
            ? Says(deployment, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Says(deployment, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now);

    private static DeploymentCondition Progressing(Deployment deployment, DeploymentStatus status, ReplicaSet? current, DateTimeOffset now)
    {
        var old = Conditions.Find(deployment.Status.Conditions, "Progressing");
        var name = current?.Metadata.Name ?? "";
        if (IsComplete(deployment.Spec, status))
            return Says(deployment, "Progressing", "True", "NewReplicaSetAvailable", $"ReplicaSet \"{name}\" has successfully progressed.", now);
        var progressed = old is null or { Reason: "NewReplicaSetAvailable" }
            || deployment.Status.ObservedGeneration != deployment.Metadata.Generation
            || (status.UpdatedReplicas ?? 0) > (deployment.Status.UpdatedReplicas ?? 0)
            || (status.ReadyReplicas ?? 0) > (deployment.Status.ReadyReplicas ?? 0)
            || (status.AvailableReplicas ?? 0) > (deployment.Status.AvailableReplicas ?? 0);
        if (!progressed && old!.LastUpdateTime + Deadline(deployment.Spec) <= now)
            return Says(deployment, "Progressing", "False", "ProgressDeadlineExceeded", $"ReplicaSet \"{name}\" has timed out progressing.", now);
        var going = Says(deployment, "Progressing", "True", "ReplicaSetUpdated", $"ReplicaSet \"{name}\" is progressing.", now);
        return progressed ? going with { LastUpdateTime = now } : old!;
    }

    // What was said already keeps its time: lastUpdateTime is when the deployment last got on, and the deadline counts from it.
    private static DeploymentCondition Says(Deployment deployment, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var old = Conditions.Find(deployment.Status.Conditions, type);
        return old is not null && (old.Status, old.Reason, old.Message) == (status, reason, message)
            ? old
            : new DeploymentCondition { Type = type, Status = status, Reason = reason, Message = message, LastUpdateTime = now };
    }

    private static TimeSpan Deadline(DeploymentSpec spec) => TimeSpan.FromSeconds(spec.ProgressDeadlineSeconds ?? 600);

    private static int? Some(int count) => count == 0 ? null : count;
}
