using DuckBus.Model.Apps;
using DuckBus.Model.Errors;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>DaemonSets.</summary>
internal sealed class DaemonSetRules : KindRules<DaemonSet>
{
    protected override DaemonSet Default(DaemonSet resource) => resource with
    {
        Spec = resource.Spec with
        {
            RevisionHistoryLimit = resource.Spec.RevisionHistoryLimit ?? 10,
            UpdateStrategy = Default(resource.Spec.UpdateStrategy ?? new DaemonSetUpdateStrategy()),
            Template = TemplateRules.Default(resource.Spec.Template),
        },
    };

    protected override void Validate(DaemonSet resource, Problems problems)
    {
        var spec = resource.Spec;
        TemplateRules.Validate(replicas: null, spec.MinReadySeconds, spec.Selector, spec.Template, problems);
        problems.NotNegative(spec.RevisionHistoryLimit, "spec.revisionHistoryLimit");
        problems.Check(spec.Template.Spec.ActiveDeadlineSeconds is null, () => StatusCause.Forbidden(
            "spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in DaemonSet is not Supported"));
        problems.OneOf(spec.UpdateStrategy!.Type, "spec.updateStrategy.type", "OnDelete", "RollingUpdate");
        if (spec.UpdateStrategy is { Type: "RollingUpdate", RollingUpdate: { } rolling }) Validate(rolling, problems);
    }

    protected override void ValidateUpdate(DaemonSet before, DaemonSet after, Problems problems) =>
        problems.Immutable(before.Spec.Selector, after.Spec.Selector, "spec.selector");

    private static DaemonSetUpdateStrategy Default(DaemonSetUpdateStrategy strategy)
    {
        var type = strategy.Type ?? "RollingUpdate";
        if (type != "RollingUpdate") return strategy;
        var rolling = strategy.RollingUpdate ?? new RollingUpdateDaemonSet();
        return strategy with
        {
            Type = type,
            RollingUpdate = rolling with { MaxSurge = rolling.MaxSurge ?? new IntOrString(0), MaxUnavailable = rolling.MaxUnavailable ?? new IntOrString(1) },
        };
    }

    private static void Validate(RollingUpdateDaemonSet rolling, Problems problems)
    {
        const string Field = "spec.updateStrategy.rollingUpdate";
        var unavailable = CountRules.Validate(rolling.MaxUnavailable, $"{Field}.maxUnavailable", problems);
        var surge = CountRules.Validate(rolling.MaxSurge, $"{Field}.maxSurge", problems);
        CountRules.AtMostAll(rolling.MaxUnavailable, unavailable, $"{Field}.maxUnavailable", problems);
        CountRules.AtMostAll(rolling.MaxSurge, surge, $"{Field}.maxSurge", problems);
        if (unavailable is 0 && surge is 0) problems.Add(StatusCause.Required($"{Field}.maxUnavailable", "cannot be 0 when maxSurge is 0"));
        if (unavailable is > 0 && surge is > 0)
            problems.Add(StatusCause.Invalid($"{Field}.maxSurge", rolling.MaxSurge, "may not be set when maxUnavailable is non-zero"));
    }
}
