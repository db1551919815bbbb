using System.Globalization;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// What a change of the number of replicas makes of the ReplicaSets, be it in the middle of a rollout: all of them grow and shrink in
/// proportion, so that a broken template does not get all the new pods. Pure.
/// </summary>
public static class Scaling
{
    /// <summary>The number of replicas of the deployment, on its ReplicaSets; it tells a change of the number from a step of a rollout.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>The number of replicas with the surge, on the ReplicaSets; proportions are taken of it.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    /// <summary>Whether the number of replicas changed since the ReplicaSets got their sizes.</summary>
    public static bool IsDue(DeploymentSpec spec, IEnumerable<ReplicaSet> sets) =>
        sets.Any(set => Rollout.Size(set) > 0 && Number(set, DesiredReplicas) is { } desired && desired != (spec.Replicas ?? 1));

    /// <summary>The new sizes, by name of the ReplicaSet; only those that change.</summary>
    /// <param name="deployment">What is declared.</param>
    /// <param name="current">The ReplicaSet of the present template, or null.</param>
    /// <param name="old">The ReplicaSets of former templates.</param>
    public static IReadOnlyDictionary<string, int> Sizes(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> old)
    {
        var replicas = deployment.Spec.Replicas ?? 1;
        IReadOnlyList<ReplicaSet> all = current is null ? old : [current, .. old];
        var active = all.Where(set => Rollout.Size(set) > 0).ToList();
        var sizes = all.ToDictionary(set => set.Metadata.Name!, Rollout.Size, StringComparer.Ordinal);
        if (all.Count == 0) return sizes;
        if (active.Count <= 1) sizes[(active.SingleOrDefault() ?? current ?? all.MaxBy(set => set.Metadata.CreationTimestamp)!).Metadata.Name!] = replicas;
        else if (current is not null && Rollout.Size(current) == replicas && (current.Status.AvailableReplicas ?? 0) == replicas)
            foreach (var set in old) sizes[set.Metadata.Name!] = 0;
        else if (!Rollout.IsRecreate(deployment.Spec)) Share(deployment, active, sizes);
        return Rollout.Changes(all, sizes);
    }

    private static void Share(Deployment deployment, List<ReplicaSet> active, Dictionary<string, int> sizes)
    {
        var replicas = deployment.Spec.Replicas ?? 1;
        var allowed = replicas == 0 ? 0 : replicas + Rollout.Limits(deployment.Spec).Surge;
        var toAdd = allowed - active.Sum(Rollout.Size);
        if (toAdd == 0) return;

        // The largest takes what is left over by rounding; of those, growth goes to the newest and loss to the oldest.
        var bySize = active.OrderByDescending(Rollout.Size);
        var ranked = (toAdd > 0 ? bySize.ThenByDescending(Created) : bySize.ThenBy(Created)).ToList();
        var added = 0;
        foreach (var set in ranked)
        {
            var share = Proportion(deployment, set, allowed);
            share = toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
            sizes[set.Metadata.Name!] = Rollout.Size(set) + share;
            added += share;
        }
        var first = ranked[0].Metadata.Name!;
        sizes[first] = Math.Max(0, sizes[first] + toAdd - added);
    }

    private static int Proportion(Deployment deployment, ReplicaSet set, int allowed)
    {
        var size = Rollout.Size(set);
        var before = Number(set, MaxReplicas) ?? deployment.Status.Replicas ?? 0;
        if (allowed == 0) return -size;
        return before <= 0 ? 0 : (int)Math.Round((double)size * allowed / before, MidpointRounding.AwayFromZero) - size;
    }

    private static DateTimeOffset? Created(ReplicaSet set) => set.Metadata.CreationTimestamp;

    private static int? Number(ReplicaSet set, string annotation) =>
        int.TryParse(set.Metadata.Annotations?.GetValueOrDefault(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
