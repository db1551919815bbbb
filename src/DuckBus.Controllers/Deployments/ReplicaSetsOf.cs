using System.Globalization;
using DuckBus.Client.Objects;
using DuckBus.Model.Apps;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Deployments;

/// <summary>The ReplicaSets of a Deployment: how they look, and which is which.</summary>
public static class ReplicaSetsOf
{
    /// <summary>Counts the templates of a deployment, on it and on its ReplicaSets.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>The number of replicas of the deployment, on its ReplicaSets.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>The ReplicaSet that has the present template, the oldest if there were two; or null.</summary>
    public static ReplicaSet? Current(Deployment deployment, IReadOnlyList<ReplicaSet> sets) => sets
        .Where(set => TemplateHash.Same(set.Spec.Template, deployment.Spec.Template))
        .MinBy(set => set.Metadata.CreationTimestamp);

    /// <summary>A ReplicaSet for the present template, with no pods yet.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="hash">The hash of its template.</param>
    /// <param name="revision">Which of its templates this is.</param>
    public static ReplicaSet New(Deployment deployment, string hash, long revision) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = deployment.Metadata.Namespace,
            Name = $"{deployment.Metadata.Name}-{hash}",
            Labels = With(deployment.Spec.Template.Metadata.Labels, TemplateHash.Label, hash),
            Annotations = Annotations(null, deployment, revision),
            OwnerReferences = [Owners.ReferenceTo(deployment)],
        },
        Spec = new ReplicaSetSpec
        {
            Replicas = 0,
            MinReadySeconds = deployment.Spec.MinReadySeconds,
            Selector = deployment.Spec.Selector with
            {
                MatchLabels = With(deployment.Spec.Selector.MatchLabels, TemplateHash.Label, hash),
            },
            Template = deployment.Spec.Template with
            {
                Metadata = deployment.Spec.Template.Metadata with
                {
                    Labels = With(deployment.Spec.Template.Metadata.Labels, TemplateHash.Label, hash),
                },
            },
        },
    };

    /// <summary>The annotations of a ReplicaSet, or of the deployment, brought up to date; the very same if they are.</summary>
    public static IReadOnlyDictionary<string, string>? Annotations(
        IReadOnlyDictionary<string, string>? annotations, Deployment deployment, long revision) =>
        With(
            With(annotations, Revision, revision.ToString(CultureInfo.InvariantCulture)),
            DesiredReplicas,
            (deployment.Spec.Replicas ?? 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>Which template of its deployment a ReplicaSet has; 0 if it does not say.</summary>
    public static long RevisionOf(Resource resource) =>
        resource.Metadata.Annotations?.TryGetValue(Revision, out var text) == true
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The map with this entry; the very same if it has it.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string>? map, string key, string value)
    {
        if (map is not null && map.TryGetValue(key, out var old) && old == value) return map;
        return new Dictionary<string, string>(map ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { [key] = value };
    }
}
