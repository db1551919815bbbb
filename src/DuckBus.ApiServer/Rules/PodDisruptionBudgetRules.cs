using System.Globalization;
using DuckBus.Model.Errors;
using DuckBus.Model.Policy;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>Disruption budgets: one limit, as a number or a percentage.</summary>
internal sealed class PodDisruptionBudgetRules : KindRules<PodDisruptionBudget>
{
    protected override void Validate(PodDisruptionBudget resource, Problems problems)
    {
        var spec = resource.Spec;
        problems.Check(spec.MinAvailable is null || spec.MaxUnavailable is null, () =>
            StatusCause.Invalid("spec", "…", "minAvailable and maxUnavailable cannot be both set"));
        Amount(spec.MinAvailable, "spec.minAvailable", problems);
        Amount(spec.MaxUnavailable, "spec.maxUnavailable", problems);
        problems.OneOf(spec.UnhealthyPodEvictionPolicy, "spec.unhealthyPodEvictionPolicy", "AlwaysAllow", "IfHealthyBudget");
        MetadataRules.Labels(spec.Selector?.MatchLabels, "spec.selector.matchLabels", problems);
    }

    private static void Amount(IntOrString? amount, string field, Problems problems)
    {
        if (amount?.Number is { } number) problems.NotNegative(number, field);
        if (amount?.Text is not { } text) return;
        var isPercentage = text.EndsWith('%') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        problems.Check(isPercentage, () => StatusCause.Invalid(field, text, "must be an integer or a percentage such as '5%'"));
        if (isPercentage)
            problems.Check(text.Length <= 4 && int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) <= 100, () =>
                StatusCause.Invalid(field, text, "must not be greater than 100%"));
    }
}
