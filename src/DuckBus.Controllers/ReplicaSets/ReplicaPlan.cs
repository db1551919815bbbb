using System.Globalization;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.ReplicaSets;

/// <summary>What brings the number of replicas to what is declared.</summary>
/// <param name="Create">How many pods to create.</param>
/// <param name="Delete">Which pods to delete.</param>
public sealed record ReplicaPlan(int Create, IReadOnlyList<Pod> Delete)
{
    /// <summary>Kubernetes' limit of pods created or deleted in one go.</summary>
    public const int Burst = 500;

    /// <summary>Says how much a pod would be missed: a whole number, 0 unless given; the cheapest go first.</summary>
    public const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>Compares the active pods with the number wanted. Of too many, those go first that are missed least.</summary>
    /// <param name="wanted">How many pods there are to be.</param>
    /// <param name="active">The pods that there are.</param>
    /// <param name="related">The pods that do the same work, these among them: of nodes with several, one goes first. Null: these only.</param>
    public static ReplicaPlan For(int wanted, IReadOnlyList<Pod> active, IReadOnlyList<Pod>? related = null)
    {
        if (active.Count <= wanted) return new ReplicaPlan(Math.Min(wanted - active.Count, Burst), []);
        var onNode = (related ?? active).Where(Pods.IsBound).CountBy(pod => pod.Spec.NodeName!, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var ranked = active
            .OrderBy(Pods.IsBound)
            .ThenBy(PhaseRank)
            .ThenBy(Pods.IsReady)
            .ThenBy(Cost)
            .ThenByDescending(pod => Pods.IsBound(pod) ? onNode.GetValueOrDefault(pod.Spec.NodeName!) : 0)
            .ThenByDescending(Pods.ReadySince)
            .ThenByDescending(Restarts)
            .ThenByDescending(pod => pod.Metadata.CreationTimestamp)
            .ThenByDescending(pod => pod.Metadata.Name, StringComparer.Ordinal);
        return new ReplicaPlan(0, [.. ranked.Take(Math.Min(active.Count - wanted, Burst))]);
    }

    private static int PhaseRank(Pod pod) => pod.Status.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 };

    private static int Cost(Pod pod) =>
        int.TryParse(pod.Metadata.Annotations?.GetValueOrDefault(DeletionCost), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;

    private static int Restarts(Pod pod) => pod.Status.ContainerStatuses?.Max(status => (int?)status.RestartCount) ?? 0;
}
