using DuckBus.Model.Apps;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// The next step of a deployment: how large the new ReplicaSet and each old one should be now. Pure; called again after every
/// change, the steps add up to a rolling update that never has too many pods nor too few that are available.
/// </summary>
public static class Rollout
{
    /// <summary>The next sizes, by name of the ReplicaSet; only those that change.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="current">The ReplicaSet of the present template.</param>
    /// <param name="old">The ReplicaSets of former templates.</param>
    public static IReadOnlyDictionary<string, int> Step(DeploymentSpec spec, ReplicaSet current, IReadOnlyList<ReplicaSet> old)
    {
        var sizes = old.Append(current).ToDictionary(set => set.Metadata.Name!, Size, StringComparer.Ordinal);
        if (spec.Strategy?.Type == "Recreate") Recreate(spec, current, old, sizes);
        else Roll(spec, current, old, sizes);
        return old.Append(current)
            .Where(set => sizes[set.Metadata.Name!] != Size(set))
            .ToDictionary(set => set.Metadata.Name!, set => sizes[set.Metadata.Name!], StringComparer.Ordinal);
    }

    /// <summary>How many pods may be there above the number declared, and how many of it may be unavailable.</summary>
    public static (int Surge, int Unavailable) Limits(DeploymentSpec spec)
    {
        var replicas = spec.Replicas ?? 1;
        var surge = Resolve(spec.Strategy?.RollingUpdate?.MaxSurge, replicas, roundUp: true);
        var unavailable = Resolve(spec.Strategy?.RollingUpdate?.MaxUnavailable, replicas, roundUp: false);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, Math.Min(unavailable, replicas));
    }

    private static void Recreate(DeploymentSpec spec, ReplicaSet current, IReadOnlyList<ReplicaSet> old, Dictionary<string, int> sizes)
    {
        foreach (var set in old) sizes[set.Metadata.Name!] = 0;
        if (old.All(set => set.Status.Replicas == 0)) sizes[current.Metadata.Name!] = spec.Replicas ?? 1;
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

    private static int Size(ReplicaSet set) => set.Spec.Replicas ?? 1;

    private static int Available(ReplicaSet set) => Math.Min(set.Status.AvailableReplicas ?? 0, Size(set));

    private static int Resolve(IntOrString? value, int of, bool roundUp)
    {
        if (value is { Number: { } number }) return Math.Max(0, number);
        var text = value?.Text ?? "25%";
        if (!text.EndsWith('%') || !int.TryParse(text[..^1], out var percent)) return 0;
        return Math.Max(0, roundUp ? ((of * percent) + 99) / 100 : of * percent / 100);
    }
}
