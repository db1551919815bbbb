using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using DuckBus.Model.Policy;

namespace DuckBus.ApiServer.Evictions;

/// <summary>Whether a budget lets a pod go, and what is left of it then. Pure.</summary>
internal static class Budgets
{
    /// <summary>The message of every eviction that a budget holds back; kubectl drain knows it.</summary>
    public const string HeldBack = "Cannot evict pod as it would violate the pod's disruption budget.";

    private const int BusySeconds = 10;
    private const int DisruptedLimit = 2_000;

    /// <summary>Whether a pod counts for no budget: it ended, it is on its way out, or it has not begun.</summary>
    public static bool Ignores(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed" or "Pending" || pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Whether a budget is about a pod.</summary>
    public static bool Covers(PodDisruptionBudget budget, Pod pod) =>
        budget.Metadata.Namespace == pod.Metadata.Namespace && budget.Spec.Selector?.Matches(pod.Metadata.Labels) == true;

    /// <summary>Whether a pod that its budget is about costs a disruption.</summary>
    public static EvictionVerdict Judge(PodDisruptionBudget budget, Pod pod)
    {
        if (Ignores(pod)) return EvictionVerdict.Free;
        if (IsReady(pod)) return EvictionVerdict.Spend;
        var enough = budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy && budget.Status.DesiredHealthy > 0;
        return budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow" || enough ? EvictionVerdict.Free : EvictionVerdict.Spend;
    }

    /// <summary>The budget with one disruption spent on a pod.</summary>
    /// <exception cref="StatusException">429: there is none left, or its numbers are not those of its present spec.</exception>
    public static PodDisruptionBudget Spend(PodDisruptionBudget budget, string pod, DateTimeOffset now)
    {
        var (name, status) = (budget.Metadata.Name, budget.Status);
        if ((status.ObservedGeneration ?? 0) < (budget.Metadata.Generation ?? 0))
            throw Refuse($"The disruption budget {name} is still being processed by the server.", BusySeconds);
        if (status.DisruptedPods is { Count: >= DisruptedLimit })
            throw Refuse($"The disruption budget {name} has more than {DisruptedLimit} evictions whose end has not been seen.", BusySeconds);
        if (status.DisruptionsAllowed <= 0)
            throw Refuse($"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently", null);
        return budget with
        {
            Status = status with
            {
                DisruptionsAllowed = status.DisruptionsAllowed - 1,
                DisruptedPods = new Dictionary<string, DateTimeOffset>(status.DisruptedPods ?? new Dictionary<string, DateTimeOffset>(), StringComparer.Ordinal) { [pod] = now },
                Conditions = status.DisruptionsAllowed > 1 ? status.Conditions : [.. (status.Conditions ?? []).Select(condition => Exhausted(condition, now))],
            },
        };
    }

    private static StandardCondition Exhausted(StandardCondition condition, DateTimeOffset now) => condition is { Type: "DisruptionAllowed", Status: "True" }
        ? condition with { Status = "False", Reason = "InsufficientPods", LastTransitionTime = now }
        : condition;

    private static bool IsReady(Pod pod) => pod.Status.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static StatusException Refuse(string why, int? retryAfterSeconds) =>
        new(Status.TooManyRequests(HeldBack, new StatusCause { Reason = "DisruptionBudget", Message = why }, retryAfterSeconds));
}
