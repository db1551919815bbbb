using System.Globalization;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Policy;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Disruptions;

/// <summary>How many pods a budget lets go now. Pure.</summary>
public static class Disruption
{
    /// <summary>How long an evicted pod may take to begin to leave; then it counts again.</summary>
    public static TimeSpan DeletionTimeout { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether the limit is one of the replicas that are declared, rather than of the pods that are there.</summary>
    public static bool NeedsScale(PodDisruptionBudgetSpec spec) => spec.MaxUnavailable is not null || spec.MinAvailable?.Text is not null;

    /// <summary>The status of a budget.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="pods">The pods that it is about.</param>
    /// <param name="declared">How many replicas their controllers declare; matters only where <see cref="NeedsScale"/>.</param>
    /// <param name="now">The time.</param>
    public static PodDisruptionBudgetStatus Status(PodDisruptionBudget budget, IReadOnlyList<Pod> pods, int declared, DateTimeOffset now)
    {
        var expected = NeedsScale(budget.Spec) ? declared : pods.Count;
        var desired = Desired(budget.Spec, expected);
        var disrupted = Disrupted(budget.Status.DisruptedPods, pods, now);
        var healthy = pods.Count(pod => Pods.IsReady(pod) && !Pods.IsTerminating(pod) && !disrupted.ContainsKey(pod.Metadata.Name!));
        var allowed = expected <= 0 ? 0 : Math.Max(0, healthy - desired);
        return budget.Status with
        {
            ObservedGeneration = budget.Metadata.Generation,
            DisruptedPods = disrupted.Count == 0 ? null : disrupted,
            DisruptionsAllowed = allowed,
            CurrentHealthy = healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected,
            Conditions = Conditions.With(budget.Status.Conditions, new StandardCondition
            {
                Type = "DisruptionAllowed",
                Status = allowed > 0 ? "True" : "False",
                Reason = allowed > 0 ? "SufficientPods" : "InsufficientPods",
                Message = "",
                ObservedGeneration = budget.Metadata.Generation,
            }, now),
        };
    }

    /// <summary>When an evicted pod that has not begun to leave counts again; null if there is none.</summary>
    public static DateTimeOffset? NextLook(PodDisruptionBudgetStatus status) =>
        status.DisruptedPods is { Count: > 0 } pods ? pods.Values.Min() + DeletionTimeout : null;

    private static int Desired(PodDisruptionBudgetSpec spec, int expected)
    {
        if (spec.MaxUnavailable is { } missing) return Math.Max(0, expected - Resolve(missing, expected));
        return spec.MinAvailable is { } there ? Resolve(there, expected) : Math.Max(0, expected - 1);
    }

    private static int Resolve(IntOrString amount, int total) => amount.Number
        ?? (int)Math.Ceiling(int.Parse(amount.Text!.TrimEnd('%'), CultureInfo.InvariantCulture) * total / 100.0);

    private static Dictionary<string, DateTimeOffset> Disrupted(IReadOnlyDictionary<string, DateTimeOffset>? before, IReadOnlyList<Pod> pods, DateTimeOffset now) =>
        (before ?? new Dictionary<string, DateTimeOffset>())
            .Where(evicted => now < evicted.Value + DeletionTimeout && pods.Any(pod => pod.Metadata.Name == evicted.Key && !Pods.IsTerminating(pod)))
            .ToDictionary(evicted => evicted.Key, evicted => evicted.Value, StringComparer.Ordinal);
}
