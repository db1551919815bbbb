using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the wishes of a pod about nodes and other pods.</summary>
internal static class AffinityRules
{
    private static readonly string[] NodeFields = ["metadata.name"];

    public static void Validate(Affinity affinity, string field, Problems problems)
    {
        if (affinity.NodeAffinity is { } node) Validate(node, $"{field}.nodeAffinity", problems);
        if (affinity.PodAffinity is { } near)
            Validate(near.RequiredDuringSchedulingIgnoredDuringExecution, near.PreferredDuringSchedulingIgnoredDuringExecution, $"{field}.podAffinity", problems);
        if (affinity.PodAntiAffinity is { } away)
            Validate(away.RequiredDuringSchedulingIgnoredDuringExecution, away.PreferredDuringSchedulingIgnoredDuringExecution, $"{field}.podAntiAffinity", problems);
    }

    private static void Validate(NodeAffinity affinity, string field, Problems problems)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            var at = $"{field}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
            problems.Check(required.NodeSelectorTerms.Count > 0, () => StatusCause.Required(at, "must have at least one node selector term"));
            foreach (var (i, term) in required.NodeSelectorTerms.Index()) Validate(term, $"{at}[{i}]", problems);
        }

        foreach (var (i, wish) in (affinity.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Index())
        {
            var at = $"{field}.preferredDuringSchedulingIgnoredDuringExecution[{i}]";
            Weight(wish.Weight, $"{at}.weight", problems);
            Validate(wish.Preference, $"{at}.preference", problems);
        }
    }

    private static void Validate(NodeSelectorTerm term, string field, Problems problems)
    {
        foreach (var (i, requirement) in (term.MatchExpressions ?? []).Index())
        {
            var at = $"{field}.matchExpressions[{i}]";
            problems.Check(Names.IsQualifiedName(requirement.Key), () => StatusCause.Invalid($"{at}.key", requirement.Key, Names.QualifiedRule));
            Values(requirement, at, problems);
        }

        foreach (var (i, requirement) in (term.MatchFields ?? []).Index())
        {
            var at = $"{field}.matchFields[{i}]";
            problems.OneOf(requirement.Key, $"{at}.key", NodeFields);
            problems.OneOf(requirement.Operator, $"{at}.operator", "In", "NotIn");
            problems.Check(requirement.Values is { Count: 1 }, () =>
                StatusCause.Required($"{at}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"));
        }
    }

    private static void Values(NodeSelectorRequirement requirement, string field, Problems problems)
    {
        var count = requirement.Values?.Count ?? 0;
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                problems.Check(count > 0, () => StatusCause.Required($"{field}.values", "must be specified when `operator` is 'In' or 'NotIn'"));
                break;
            case "Exists" or "DoesNotExist":
                problems.Check(count == 0, () => StatusCause.Forbidden($"{field}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
                break;
            case "Gt" or "Lt":
                problems.Check(count == 1, () => StatusCause.Required($"{field}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'"));
                break;
            default:
                problems.Add(StatusCause.Invalid($"{field}.operator", requirement.Operator, "not a valid selector operator"));
                break;
        }
    }

    private static void Validate(
        IReadOnlyList<PodAffinityTerm>? required, IReadOnlyList<WeightedPodAffinityTerm>? preferred, string field, Problems problems)
    {
        foreach (var (i, term) in (required ?? []).Index())
            Validate(term, $"{field}.requiredDuringSchedulingIgnoredDuringExecution[{i}]", problems);
        foreach (var (i, wish) in (preferred ?? []).Index())
        {
            var at = $"{field}.preferredDuringSchedulingIgnoredDuringExecution[{i}]";
            Weight(wish.Weight, $"{at}.weight", problems);
            Validate(wish.PodAffinityTerm, $"{at}.podAffinityTerm", problems);
        }
    }

    private static void Validate(PodAffinityTerm term, string field, Problems problems)
    {
        SelectorRules.Validate(term.LabelSelector, $"{field}.labelSelector", problems);
        SelectorRules.Validate(term.NamespaceSelector, $"{field}.namespaceSelector", problems);
        foreach (var (i, ns) in (term.Namespaces ?? []).Index())
            problems.Check(Names.IsDnsLabel(ns), () => StatusCause.Invalid($"{field}.namespaces[{i}]", ns, Names.LabelRule));
        if (term.TopologyKey.Length == 0) problems.Add(StatusCause.Required($"{field}.topologyKey", "can not be empty"));
        else problems.Check(Names.IsQualifiedName(term.TopologyKey), () => StatusCause.Invalid($"{field}.topologyKey", term.TopologyKey, Names.QualifiedRule));
    }

    private static void Weight(int weight, string field, Problems problems) =>
        problems.Check(weight is >= 1 and <= 100, () => StatusCause.Invalid(field, weight, "must be in the range 1-100"));
}
