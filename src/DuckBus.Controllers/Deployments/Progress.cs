using DuckBus.Client.Objects;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// Whether a deployment gets on, as its Progressing condition tells. It got on when it last said something new; if that is
/// longer ago than the deadline, it is stuck. Pure.
/// </summary>
public static class Progress
{
    private const string Type = "Progressing";

    /// <summary>The status with its Progressing condition brought up to date.</summary>
    /// <param name="deployment">The deployment, with its status until now.</param>
    /// <param name="status">The new numbers.</param>
    /// <param name="current">The ReplicaSet of the present template, or null.</param>
    /// <param name="created">Whether that was just created.</param>
    /// <param name="now">The time.</param>
    public static DeploymentStatus Told(Deployment deployment, DeploymentStatus status, ReplicaSet? current, bool created, DateTimeOffset now)
    {
        if (!HasDeadline(deployment.Spec)) return status with { Conditions = Conditions.Without(status.Conditions, Type) };
        var told = Begun(deployment, current, created, now);
        if (told is not null && deployment.Spec.Paused != true) told = Next(deployment, status, current, told, now);
        return told is null ? status : status with { Conditions = Conditions.With(status.Conditions, told, now) };
    }

    /// <summary>The status of a deployment whose next ReplicaSet the server refuses.</summary>
    public static DeploymentStatus Refused(Deployment deployment, DeploymentStatus status, string message, DateTimeOffset now) =>
        HasDeadline(deployment.Spec) ? status with { Conditions = Conditions.With(status.Conditions, Says("False", "ReplicaSetCreateError", message, now), now) } : status;

    /// <summary>How long until the deadline; null if there is nothing to wait for.</summary>
    public static TimeSpan? DeadlineIn(Deployment deployment, DateTimeOffset now)
    {
        if (!HasDeadline(deployment.Spec) || DeploymentStatuses.IsComplete(deployment.Spec, deployment.Status)) return null;
        return Conditions.Find(deployment.Status.Conditions, Type) is { } told && IsRunning(told) && Deadline(deployment.Spec, told) - now is { Ticks: > 0 } left ? left : null;
    }

    /// <summary>What is to be told whatever the numbers are: pauses, and which ReplicaSet it is about. One that comes back after another was stuck starts afresh.</summary>
    private static DeploymentCondition? Begun(Deployment deployment, ReplicaSet? current, bool created, DateTimeOffset now)
    {
        var old = Conditions.Find(deployment.Status.Conditions, Type);
        if (deployment.Spec.Paused == true)
            return old?.Reason is "DeploymentPaused" or "ProgressDeadlineExceeded" ? old : Says("Unknown", "DeploymentPaused", "Deployment is paused", now);
        if (old?.Reason == "DeploymentPaused") old = Says("Unknown", "DeploymentResumed", "Deployment is resumed", now);
        if (current is null) return old;
        if (created) return Says("True", "NewReplicaSetCreated", $"Created new replica set \"{current.Metadata.Name}\"", now);
        var isOfAnother = old?.Reason == "ProgressDeadlineExceeded" && old.Message?.Contains($"\"{current.Metadata.Name}\"", StringComparison.Ordinal) == false;
        return !isOfAnother && old is not null ? old : Says("True", "FoundNewReplicaSet", $"Found new replica set \"{current.Metadata.Name}\"", now);
    }

    private static DeploymentCondition Next(Deployment deployment, DeploymentStatus status, ReplicaSet? current, DeploymentCondition told, DateTimeOffset now)
    {
        var name = current is null ? $"Deployment \"{deployment.Metadata.Name}\"" : $"ReplicaSet \"{current.Metadata.Name}\"";
        if (told.Reason == "NewReplicaSetAvailable" && (status.Replicas ?? 0) == (status.UpdatedReplicas ?? 0)) return told;
        if (DeploymentStatuses.IsComplete(deployment.Spec, status))
            return told.Reason == "NewReplicaSetAvailable" ? told : Says("True", "NewReplicaSetAvailable", $"{name} has successfully progressed.", now);
        if (GotOn(deployment.Status, status)) return Says("True", "ReplicaSetUpdated", $"{name} is progressing.", now);
        return IsRunning(told) && Deadline(deployment.Spec, told) <= now
            ? Says("False", "ProgressDeadlineExceeded", $"{name} has timed out progressing.", now)
            : told;
    }

    private static bool GotOn(DeploymentStatus before, DeploymentStatus after) =>
        (after.UpdatedReplicas ?? 0) > (before.UpdatedReplicas ?? 0)
        || Old(after) < Old(before)
        || (after.ReadyReplicas ?? 0) > (before.ReadyReplicas ?? 0)
        || (after.AvailableReplicas ?? 0) > (before.AvailableReplicas ?? 0);

    private static int Old(DeploymentStatus status) => (status.Replicas ?? 0) - (status.UpdatedReplicas ?? 0);

    private static bool IsRunning(DeploymentCondition told) => told.Reason is not ("NewReplicaSetAvailable" or "ProgressDeadlineExceeded" or "DeploymentPaused");

    private static DateTimeOffset Deadline(DeploymentSpec spec, DeploymentCondition told) =>
        (told.LastUpdateTime ?? DateTimeOffset.MinValue) + TimeSpan.FromSeconds(spec.ProgressDeadlineSeconds ?? 600);

    private static bool HasDeadline(DeploymentSpec spec) => spec.ProgressDeadlineSeconds != int.MaxValue;

    private static DeploymentCondition Says(string status, string reason, string message, DateTimeOffset now) =>
        new() { Type = Type, Status = status, Reason = reason, Message = message, LastUpdateTime = now };
}
