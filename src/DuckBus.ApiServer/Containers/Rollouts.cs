using DuckBus.Model.Apps;

namespace DuckBus.ApiServer.Containers;

/// <summary>How far the last change of a container is, in words: what <c>kubectl rollout status</c> looks at. Pure.</summary>
internal static class Rollouts
{
    /// <summary>The words for people: <c>complete</c>, or what the rollout waits for.</summary>
    public static string Of(Deployment deployment)
    {
        var (spec, status) = (deployment.Spec, deployment.Status);
        if (spec.Paused == true) return "paused";
        if ((status.ObservedGeneration ?? 0) < (deployment.Metadata.Generation ?? 0)) return "waiting for the change to be observed";
        var (wanted, all) = (spec.Replicas ?? 1, status.Replicas ?? 0);
        var (updated, available) = (status.UpdatedReplicas ?? 0, status.AvailableReplicas ?? 0);
        var state = updated < wanted && all == updated ? $"{updated} of {wanted} copies made"
            : updated < wanted ? $"{updated} of {wanted} copies updated"
            : all > updated ? $"{updated} of {wanted} copies updated, {all - updated} old to go"
            : updated > wanted ? $"{wanted} of {updated} copies stay, {updated - wanted} to go"
            : available < updated ? $"{available} of {updated} updated copies available"
            : "complete";
        return state == "complete" || Trouble(status) is not { } trouble ? state : $"stuck: {state}; {trouble}";
    }

    private static string? Trouble(DeploymentStatus status) => (status.Conditions ?? [])
        .Where(condition => condition is { Type: "ReplicaFailure", Status: "True" } or { Type: "Progressing", Status: "False" })
        .OrderByDescending(condition => condition.Type, StringComparer.Ordinal)
        .Select(condition => condition.Message)
        .FirstOrDefault();
}
