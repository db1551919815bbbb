using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for where a pod runs, when, and before whom.</summary>
internal static class PlacementRules
{
    public static void Validate(PodSpec spec, string field, Problems problems)
    {
        MetadataRules.Labels(spec.NodeSelector, $"{field}.nodeSelector", problems);
        foreach (var (i, toleration) in (spec.Tolerations ?? []).Index()) Validate(toleration, $"{field}.tolerations[{i}]", problems);
        if (spec.Affinity is { } affinity) AffinityRules.Validate(affinity, $"{field}.affinity", problems);
        SpreadRules.Validate(spec.TopologySpreadConstraints ?? [], $"{field}.topologySpreadConstraints", problems);
        Subdomain(spec.NodeName, $"{field}.nodeName", problems);
        Subdomain(spec.PriorityClassName, $"{field}.priorityClassName", problems);
        Subdomain(spec.RuntimeClassName, $"{field}.runtimeClassName", problems);
        problems.OneOf(spec.PreemptionPolicy, $"{field}.preemptionPolicy", "PreemptLowerPriority", "Never");
        if (spec.Os is { } os) problems.OneOf(os.Name, $"{field}.os.name", "linux", "windows");
        foreach (var (i, gate) in (spec.ReadinessGates ?? []).Index())
            problems.Check(Names.IsQualifiedName(gate.ConditionType), () =>
                StatusCause.Invalid($"{field}.readinessGates[{i}].conditionType", gate.ConditionType, Names.QualifiedRule));
        Gates(spec, field, problems);
    }

    private static void Gates(PodSpec spec, string field, Problems problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, gate) in (spec.SchedulingGates ?? []).Index())
        {
            problems.Check(Names.IsQualifiedName(gate.Name), () => StatusCause.Invalid($"{field}.schedulingGates[{i}]", gate.Name, Names.QualifiedRule));
            problems.Check(names.Add(gate.Name), () => StatusCause.Duplicate($"{field}.schedulingGates[{i}]", gate.Name));
        }
    }

    private static void Subdomain(string? name, string field, Problems problems) => problems.Check(
        name is null or "" || Names.IsDnsSubdomain(name), () => StatusCause.Invalid(field, name, Names.SubdomainRule));

    private static void Validate(Toleration toleration, string field, Problems problems)
    {
        var keyless = string.IsNullOrEmpty(toleration.Key);
        problems.Check(keyless || Names.IsQualifiedName(toleration.Key), () => StatusCause.Invalid($"{field}.key", toleration.Key, Names.QualifiedRule));
        problems.Check(!keyless || toleration.Operator == "Exists", () =>
            StatusCause.Invalid($"{field}.operator", toleration.Operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
        problems.OneOf(toleration.Operator, $"{field}.operator", "Exists", "Equal", "");
        problems.OneOf(toleration.Effect, $"{field}.effect", "NoSchedule", "PreferNoSchedule", "NoExecute", "");
        problems.Check(toleration.Operator != "Exists" || string.IsNullOrEmpty(toleration.Value), () =>
            StatusCause.Invalid($"{field}.value", toleration.Value, "value must be empty when `operator` is 'Exists'"));
        problems.Check(Names.IsLabelValue(toleration.Value), () => StatusCause.Invalid($"{field}.value", toleration.Value, Names.ValueRule));
        problems.Check(toleration.TolerationSeconds is null || toleration.Effect == "NoExecute", () =>
            StatusCause.Invalid($"{field}.effect", toleration.Effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
}
