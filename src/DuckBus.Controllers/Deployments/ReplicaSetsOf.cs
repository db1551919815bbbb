using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Deployments;

/// <summary>The ReplicaSets of a Deployment: how they look, and which is which.</summary>
public static class ReplicaSetsOf
{
    /// <summary>The ReplicaSet that has the present template, the oldest if there were two; or null.</summary>
    public static ReplicaSet? Current(Deployment deployment, IReadOnlyList<ReplicaSet> sets) => sets
        .Where(set => TemplateHash.Same(set.Spec.Template, deployment.Spec.Template))
        .OrderBy(set => set.Metadata.CreationTimestamp)
        .ThenBy(set => set.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>A ReplicaSet for the present template, with no pods yet.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="revision">Which of its templates this is.</param>
    public static ReplicaSet New(Deployment deployment, long revision)
    {
        var template = deployment.Spec.Template;
        var hash = TemplateHash.Of(template, deployment.Status.CollisionCount ?? 0);
        var labels = template.Metadata.Labels.With(TemplateHash.Label, hash);
        var set = new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Namespace = deployment.Metadata.Namespace,
                Name = $"{deployment.Metadata.Name}-{hash}",
                Labels = labels,
                OwnerReferences = [Owners.ReferenceTo(deployment)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = 0,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = deployment.Spec.Selector with { MatchLabels = deployment.Spec.Selector.MatchLabels.With(TemplateHash.Label, hash) },
                Template = template with { Metadata = template.Metadata with { Labels = labels } },
            },
        };
        return Revisions.Sized(Revisions.Noted(set, deployment, revision), deployment.Spec);
    }
}
