using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>Computes the status of a ReplicaSet from its pods.</summary>
public static class ReplicaSetStatuses
{
    /// <summary>The status that the active pods make.</summary>
    /// <param name="set">The ReplicaSet, with its status until now.</param>
    /// <param name="active">Its pods that count as replicas.</param>
    /// <param name="terminating">How many are on their way out.</param>
    /// <param name="failure">Why pods could not be created or deleted; null if they could.</param>
    /// <param name="now">The time.</param>
    public static ReplicaSetStatus Of(
        ReplicaSet set, IReadOnlyList<Pod> active, int terminating, ReplicaSetCondition? failure, DateTimeOffset now)
    {
        var template = new LabelSelector { MatchLabels = set.Spec.Template.Metadata.Labels };
        return set.Status with
        {
            Replicas = active.Count,
            FullyLabeledReplicas = Some(active.Count(pod => template.Matches(pod.Metadata.Labels))),
            ReadyReplicas = Some(active.Count(Pods.IsReady)),
            AvailableReplicas = Some(active.Count(pod => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now))),
            TerminatingReplicas = Some(terminating),
            ObservedGeneration = set.Metadata.Generation,
            Conditions = failure is null
                ? Some(Conditions.Without(set.Status.Conditions, "ReplicaFailure"))
                : Conditions.With(set.Status.Conditions, failure, now),
        };
    }

    /// <summary>Whether two statuses tell the same.</summary>
    public static bool Same(ReplicaSetStatus left, ReplicaSetStatus right) =>
        left with { Conditions = null } == right with { Conditions = null }
        && (left.Conditions ?? []).SequenceEqual(right.Conditions ?? []);

    private static int? Some(int count) => count == 0 ? null : count;

    private static IReadOnlyList<ReplicaSetCondition>? Some(IReadOnlyList<ReplicaSetCondition>? conditions) => conditions is { Count: > 0 } ? conditions : null;
}
