using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for every kind that makes pods from a template for ever: ReplicaSets, Deployments and DaemonSets.</summary>
internal static class TemplateRules
{
    public static PodTemplateSpec Default(PodTemplateSpec template) => template with { Spec = PodSpecDefaults.Apply(template.Spec) };

    public static void Validate(int? replicas, int? minReadySeconds, LabelSelector selector, PodTemplateSpec template, Problems problems)
    {
        problems.NotNegative(replicas, "spec.replicas");
        problems.NotNegative(minReadySeconds, "spec.minReadySeconds");
        SelectorRules.Validate(selector, template.Metadata.Labels, problems);
        MetadataRules.Labels(template.Metadata.Labels, "spec.template.metadata.labels", problems);
        MetadataRules.Annotations(template.Metadata.Annotations, "spec.template.metadata.annotations", problems);
        PodSpecRules.Validate(template.Spec, "spec.template.spec", problems);
        problems.Check(template.Spec.EphemeralContainers is null or [], () =>
            StatusCause.Forbidden("spec.template.spec.ephemeralContainers", "ephemeral containers not allowed in pod template"));
        if (template.Spec.RestartPolicy is "OnFailure" or "Never")
            problems.Add(StatusCause.NotSupported("spec.template.spec.restartPolicy", template.Spec.RestartPolicy, "Always"));
    }
}
