using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for how pods are spread over places.</summary>
internal static class SpreadRules
{
    public static void Validate(IReadOnlyList<TopologySpreadConstraint> constraints, string field, Problems problems)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var (i, constraint) in constraints.Index())
        {
            var at = $"{field}[{i}]";
            Validate(constraint, at, problems);
            problems.Check(seen.Add((constraint.TopologyKey, constraint.WhenUnsatisfiable)), () => StatusCause.Duplicate(
                $"{at}.{{topologyKey, whenUnsatisfiable}}", $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}"));
        }
    }

    private static void Validate(TopologySpreadConstraint constraint, string field, Problems problems)
    {
        problems.Check(constraint.MaxSkew > 0, () => StatusCause.Invalid($"{field}.maxSkew", constraint.MaxSkew, "must be greater than zero"));
        if (constraint.TopologyKey.Length == 0) problems.Add(StatusCause.Required($"{field}.topologyKey", "can not be empty"));
        problems.OneOf(constraint.WhenUnsatisfiable, $"{field}.whenUnsatisfiable", "DoNotSchedule", "ScheduleAnyway");
        problems.OneOf(constraint.NodeAffinityPolicy, $"{field}.nodeAffinityPolicy", "Ignore", "Honor");
        problems.OneOf(constraint.NodeTaintsPolicy, $"{field}.nodeTaintsPolicy", "Ignore", "Honor");
        SelectorRules.Validate(constraint.LabelSelector, $"{field}.labelSelector", problems);
        if (constraint.MinDomains is not { } minimum) return;
        problems.Check(minimum > 0, () => StatusCause.Invalid($"{field}.minDomains", minimum, "must be greater than zero"));
        problems.Check(constraint.WhenUnsatisfiable == "DoNotSchedule", () => StatusCause.Invalid(
            $"{field}.minDomains", minimum, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {constraint.WhenUnsatisfiable}"));
    }
}
