using System.Globalization;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Deployments;

/// <summary>
/// The templates of a deployment are counted. An old template that comes back gets the next number too, and its ReplicaSet remembers
/// those that it had. Pure.
/// </summary>
public static class Revisions
{
    /// <summary>The number of the template, on the deployment and on its ReplicaSets.</summary>
    public const string Annotation = "deployment.kubernetes.io/revision";

    /// <summary>The numbers that a ReplicaSet had before, with commas.</summary>
    public const string History = "deployment.kubernetes.io/revision-history";

    private const int HistoryLength = 2000;

    /// <summary>Annotations of a deployment that its ReplicaSets do not take over; all others, such as the cause of a change, they do.</summary>
    private static readonly IReadOnlyList<string> OwnAnnotations =
    [
        Annotation, History, Scaling.DesiredReplicas, Scaling.MaxReplicas, "kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to",
    ];

    /// <summary>Which template of its deployment a ReplicaSet has; 0 if it does not say.</summary>
    public static long Of(Resource resource) =>
        resource.Metadata.Annotations?.TryGetValue(Annotation, out var text) == true
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The number that comes after those of the old ReplicaSets.</summary>
    public static long Next(IEnumerable<ReplicaSet> old) => old.Select(Of).DefaultIfEmpty().Max() + 1;

    /// <summary>The ReplicaSet of the present template as it should be noted; the very same if it is.</summary>
    public static ReplicaSet Noted(ReplicaSet current, Deployment deployment, long revision)
    {
        var annotations = current.Metadata.Annotations;
        foreach (var (key, value) in deployment.Metadata.Annotations ?? new Dictionary<string, string>())
            if (!OwnAnnotations.Contains(key)) annotations = annotations.With(key, value);
        var before = Of(current);
        if (before < revision)
        {
            if (before > 0) annotations = annotations.With(History, Remember(annotations!.GetValueOrDefault(History), before));
            annotations = annotations.With(Annotation, revision.ToString(CultureInfo.InvariantCulture));
        }
        return ReferenceEquals(annotations, current.Metadata.Annotations) && current.Spec.MinReadySeconds == deployment.Spec.MinReadySeconds
            ? current
            : current with
            {
                Metadata = current.Metadata with { Annotations = annotations },
                Spec = current.Spec with { MinReadySeconds = deployment.Spec.MinReadySeconds },
            };
    }

    /// <summary>The ReplicaSet with the numbers that it got its size by; the very same if it has them.</summary>
    public static ReplicaSet Sized(ReplicaSet set, DeploymentSpec spec)
    {
        var replicas = spec.Replicas ?? 1;
        var annotations = set.Metadata.Annotations
            .With(Scaling.DesiredReplicas, replicas.ToString(CultureInfo.InvariantCulture))
            .With(Scaling.MaxReplicas, (replicas + Rollout.Limits(spec).Surge).ToString(CultureInfo.InvariantCulture));
        return ReferenceEquals(annotations, set.Metadata.Annotations) ? set : set with { Metadata = set.Metadata with { Annotations = annotations } };
    }

    private static string Remember(string? history, long revision)
    {
        var all = string.IsNullOrEmpty(history) ? $"{revision}" : $"{history},{revision}";
        while (all.Length > HistoryLength) all = all[(all.IndexOf(',', StringComparison.Ordinal) + 1)..];
        return all;
    }
}
