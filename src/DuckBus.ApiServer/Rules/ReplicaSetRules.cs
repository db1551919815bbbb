using DuckBus.ApiServer.Rules.Pods;
using DuckBus.Model.Apps;

namespace DuckBus.ApiServer.Rules;

/// <summary>ReplicaSets.</summary>
internal sealed class ReplicaSetRules : KindRules<ReplicaSet>
{
    protected override ReplicaSet Default(ReplicaSet resource) => resource with
    {
        Spec = resource.Spec with { Replicas = resource.Spec.Replicas ?? 1, Template = TemplateRules.Default(resource.Spec.Template) },
    };

    protected override IEnumerable<string> Warnings(ReplicaSet resource) => PodWarnings.Of(resource.Spec.Template.Metadata, resource.Spec.Template.Spec, "spec.template.");

    protected override void Validate(ReplicaSet resource, Problems problems) => TemplateRules.Validate(
        resource.Spec.Replicas, resource.Spec.MinReadySeconds, resource.Spec.Selector, resource.Spec.Template, problems);

    protected override void ValidateUpdate(ReplicaSet before, ReplicaSet after, Problems problems) =>
        problems.Immutable(before.Spec.Selector, after.Spec.Selector, "spec.selector");
}
