using DuckBus.ApiServer.Rules.Pods;
using DuckBus.Model.Apps;
using DuckBus.Model.Errors;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>Deployments.</summary>
internal sealed class DeploymentRules : KindRules<Deployment>
{
    private static readonly IntOrString Quarter = new("25%");

    protected override Deployment Default(Deployment resource) => resource with
    {
        Spec = resource.Spec with
        {
            Replicas = resource.Spec.Replicas ?? 1,
            RevisionHistoryLimit = resource.Spec.RevisionHistoryLimit ?? 10,
            ProgressDeadlineSeconds = resource.Spec.ProgressDeadlineSeconds ?? 600,
            Strategy = Default(resource.Spec.Strategy ?? new DeploymentStrategy()),
            Template = TemplateRules.Default(resource.Spec.Template),
        },
    };

    protected override IEnumerable<string> Warnings(Deployment resource) => PodWarnings.Of(resource.Spec.Template.Metadata, resource.Spec.Template.Spec, "spec.template.");

    protected override void Validate(Deployment resource, Problems problems)
    {
        var spec = resource.Spec;
        TemplateRules.Validate(spec.Replicas, spec.MinReadySeconds, spec.Selector, spec.Template, problems);
        problems.NotNegative(spec.RevisionHistoryLimit, "spec.revisionHistoryLimit");
        problems.Check(spec.ProgressDeadlineSeconds > (spec.MinReadySeconds ?? 0), () => StatusCause.Invalid(
            "spec.progressDeadlineSeconds", spec.ProgressDeadlineSeconds, "must be greater than minReadySeconds"));
        problems.OneOf(spec.Strategy!.Type, "spec.strategy.type", "Recreate", "RollingUpdate");
        if (spec.Strategy is { Type: "Recreate", RollingUpdate: not null })
            problems.Add(StatusCause.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        if (spec.Strategy.RollingUpdate is { } rolling) Validate(rolling, problems);
    }

    protected override void ValidateUpdate(Deployment before, Deployment after, Problems problems) =>
        problems.Immutable(before.Spec.Selector, after.Spec.Selector, "spec.selector");

    private static DeploymentStrategy Default(DeploymentStrategy strategy)
    {
        var type = strategy.Type ?? "RollingUpdate";
        if (type != "RollingUpdate") return strategy;
        var rolling = strategy.RollingUpdate ?? new RollingUpdateDeployment();
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling with { MaxSurge = rolling.MaxSurge ?? Quarter, MaxUnavailable = rolling.MaxUnavailable ?? Quarter },
        };
    }

    private static void Validate(RollingUpdateDeployment rolling, Problems problems)
    {
        const string Field = "spec.strategy.rollingUpdate";
        var surge = CountRules.Validate(rolling.MaxSurge, $"{Field}.maxSurge", problems);
        var unavailable = CountRules.Validate(rolling.MaxUnavailable, $"{Field}.maxUnavailable", problems);
        problems.Check(surge != 0 || unavailable != 0, () => StatusCause.Invalid(
            $"{Field}.maxUnavailable", rolling.MaxUnavailable, "may not be 0 when `maxSurge` is 0"));
        CountRules.AtMostAll(rolling.MaxUnavailable, unavailable, $"{Field}.maxUnavailable", problems);
    }
}
