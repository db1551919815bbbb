using DuckBus.Model.Errors;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for the label selector of a workload, or of anything else.</summary>
internal static class SelectorRules
{
    /// <summary>Checks that the selector is given, well formed, and selects what the template makes.</summary>
    public static void Validate(LabelSelector selector, IReadOnlyDictionary<string, string>? templateLabels, Problems problems)
    {
        var count = problems.Causes.Count;
        if (selector.MatchLabels is not { Count: > 0 } && selector.MatchExpressions is not { Count: > 0 })
            problems.Add(StatusCause.Required("spec.selector", "an empty selector would select every pod of the namespace"));
        Validate(selector, "spec.selector", problems);
        if (problems.Causes.Count == count && !selector.Matches(templateLabels))
            problems.Invalid("spec.template.metadata.labels", templateLabels, "`selector` does not match template `labels`");
    }

    /// <summary>Checks that the selector is well formed.</summary>
    public static void Validate(LabelSelector? selector, string field, Problems problems)
    {
        MetadataRules.Labels(selector?.MatchLabels, $"{field}.matchLabels", problems);
        foreach (var (i, requirement) in (selector?.MatchExpressions ?? []).Index())
            Validate(requirement, $"{field}.matchExpressions[{i}]", problems);
    }

    private static void Validate(LabelSelectorRequirement requirement, string field, Problems problems)
    {
        problems.Check(Names.IsQualifiedName(requirement.Key), () => StatusCause.Invalid($"{field}.key", requirement.Key, Names.QualifiedRule));
        problems.OneOf(requirement.Operator, $"{field}.operator", "In", "NotIn", "Exists", "DoesNotExist");
        var needsValues = requirement.Operator is "In" or "NotIn";
        if (needsValues && requirement.Values is not { Count: > 0 })
            problems.Add(StatusCause.Required($"{field}.values", "must be specified when `operator` is 'In' or 'NotIn'"));
        if (!needsValues && requirement.Values is { Count: > 0 })
            problems.Add(StatusCause.Forbidden($"{field}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
        foreach (var (i, value) in (requirement.Values ?? []).Index())
            problems.Check(Names.IsLabelValue(value), () => StatusCause.Invalid($"{field}.values[{i}]", value, Names.ValueRule));
    }
}
