using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// The next step of a deployment: how large the new ReplicaSet and each old one should be now. Pure; called again after every
/// change, the steps add up to a rolling update that never has too many pods nor too few that are available.
/// </summary>
public static class Rollout
{
    private static readonly IntOrString Quarter = new("25%");

    /// <summary>Whether the ReplicaSet of a new template may be created: at once, or with Recreate when no old pod is left.</summary>
    public static bool MayStart(DeploymentSpec spec, IReadOnlyList<ReplicaSet> old) => !IsRecreate(spec) || old.All(IsGone);

    /// <summary>The next sizes, by name of the ReplicaSet; only those that change.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="current">The ReplicaSet of the present template; null if it is not there yet.</param>
    /// <param name="old">The ReplicaSets of former templates.</param>
    public static IReadOnlyDictionary<string, int> Step(DeploymentSpec spec, ReplicaSet? current, IReadOnlyList<ReplicaSet> old)
    {
        IReadOnlyList<ReplicaSet> all = current is null ? old : [.. old, current];
        var sizes = all.ToDictionary(set => set.Metadata.Name!, Size, StringComparer.Ordinal);
        if (IsRecreate(spec)) Recreate(spec, current, old, sizes);
        else if (current is not null) Roll(spec, current, old, sizes);
        return Changes(all, sizes);
    }

    /// <summary>How many pods may be there above the number declared, and how many of it may be unavailable.</summary>
    public static (int Surge, int Unavailable) Limits(DeploymentSpec spec)
    {
        if (IsRecreate(spec)) return (0, 0);
        var replicas = spec.Replicas ?? 1;
        var surge = Counts.Resolve(spec.Strategy?.RollingUpdate?.MaxSurge ?? Quarter, replicas, roundUp: true);
        var unavailable = Counts.Resolve(spec.Strategy?.RollingUpdate?.MaxUnavailable ?? Quarter, replicas, roundUp: false);

        // Both can be none only by rounding, and then nothing could ever move.
        return (surge, Math.Min(surge == 0 && unavailable == 0 ? 1 : unavailable, replicas));
    }

    /// <summary>Old ReplicaSets that the history has no room for, the oldest first. Those that have or may have pods stay.</summary>
    public static IReadOnlyList<ReplicaSet> Surplus(DeploymentSpec spec, IReadOnlyList<ReplicaSet> old)
    {
        var kept = old.Where(set => set.Metadata.DeletionTimestamp is null).ToList();
        return
        [
            .. kept.OrderBy(Revisions.Of)
                .Take(Math.Max(0, kept.Count - (spec.RevisionHistoryLimit ?? 10)))
                .Where(set => Size(set) == 0 && IsGone(set) && set.Metadata.Generation <= (set.Status.ObservedGeneration ?? 0)),
        ];
    }

    /// <summary>How many pods a ReplicaSet is to have.</summary>
    internal static int Size(ReplicaSet set) => set.Spec.Replicas ?? 1;

    /// <summary>Of the sizes, those that a ReplicaSet does not have.</summary>
    internal static IReadOnlyDictionary<string, int> Changes(IReadOnlyList<ReplicaSet> sets, Dictionary<string, int> sizes) => sets
        .Where(set => sizes[set.Metadata.Name!] != Size(set))
        .ToDictionary(set => set.Metadata.Name!, set => sizes[set.Metadata.Name!], StringComparer.Ordinal);

    /// <summary>Whether the old pods all go before the first new one comes.</summary>
    internal static bool IsRecreate(DeploymentSpec spec) => spec.Strategy?.Type == "Recreate";

    private static bool IsGone(ReplicaSet set) => Size(set) == 0 && set.Status.Replicas == 0 && set.Status.TerminatingReplicas is null or 0;

    private static void Recreate(DeploymentSpec spec, ReplicaSet? current, IReadOnlyList<ReplicaSet> old, Dictionary<string, int> sizes)
    {
        foreach (var set in old) sizes[set.Metadata.Name!] = 0;
        if (current is not null && old.All(IsGone)) sizes[current.Metadata.Name!] = spec.Replicas ?? 1;
    }

    private static void Roll(DeploymentSpec spec, ReplicaSet current, IReadOnlyList<ReplicaSet> old, Dictionary<string, int> sizes)
    {
        var replicas = spec.Replicas ?? 1;
        var (surge, unavailable) = Limits(spec);
        var size = Size(current);
        var total = old.Sum(Size) + size;
        sizes[current.Metadata.Name!] = size >= replicas
            ? replicas
            : Math.Max(size, Math.Min(replicas, size + replicas + surge - total));

        // What is not available in the old ones goes first: it is missed by nobody. Then as many as the available ones allow.
        var minimum = replicas - unavailable;
        var currentUnavailable = Math.Max(0, size - Available(current));
        var budget = Math.Max(0, total - minimum - currentUnavailable);
        foreach (var set in old.OrderBy(set => set.Metadata.CreationTimestamp))
            budget -= Shrink(set, Math.Min(budget, Math.Max(0, Size(set) - Available(set))), sizes);

        var spare = Math.Max(0, old.Append(current).Sum(Available) - minimum);
        foreach (var set in old.OrderBy(set => set.Metadata.CreationTimestamp))
        {
            var gone = Shrink(set, Math.Min(spare, budget), sizes);
            spare -= gone;
            budget -= gone;
        }
    }

    private static int Shrink(ReplicaSet set, int by, Dictionary<string, int> sizes)
    {
        var shrunk = Math.Clamp(by, 0, sizes[set.Metadata.Name!]);
        sizes[set.Metadata.Name!] -= shrunk;
        return shrunk;
    }

    private static int Available(ReplicaSet set) => Math.Min(set.Status.AvailableReplicas ?? 0, Size(set));
}
