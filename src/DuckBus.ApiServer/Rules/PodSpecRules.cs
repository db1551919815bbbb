using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for a pod's spec, whether it stands alone or in a template.</summary>
internal static class PodSpecRules
{
    public static void Validate(PodSpec spec, string field, Problems problems)
    {
        if (spec.Containers.Count == 0) problems.Add(StatusCause.Required($"{field}.containers"));
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ports = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, container) in (spec.InitContainers ?? []).Index())
            ContainerRules.Validate(container, $"{field}.initContainers[{i}]", names, [], problems);
        foreach (var (i, container) in spec.Containers.Index())
            ContainerRules.Validate(container, $"{field}.containers[{i}]", names, ports, problems);
        foreach (var (i, container) in (spec.EphemeralContainers ?? []).Index())
            EphemeralContainerRules.Validate(container, spec, $"{field}.ephemeralContainers[{i}]", names, problems);
        problems.OneOf(spec.RestartPolicy, $"{field}.restartPolicy", "Always", "OnFailure", "Never");
        problems.OneOf(spec.DnsPolicy, $"{field}.dnsPolicy", "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
        problems.NotNegative(spec.TerminationGracePeriodSeconds, $"{field}.terminationGracePeriodSeconds");
        problems.Check(spec.ActiveDeadlineSeconds is null or > 0, () =>
            StatusCause.Invalid($"{field}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds, "must be greater than 0"));
        problems.Check(spec.NodeName is null or "" || Names.IsDnsSubdomain(spec.NodeName), () =>
            StatusCause.Invalid($"{field}.nodeName", spec.NodeName, Names.SubdomainRule));
        problems.Check(spec.Hostname is null or "" || Names.IsDnsLabel(spec.Hostname), () =>
            StatusCause.Invalid($"{field}.hostname", spec.Hostname, Names.LabelRule));
        MetadataRules.Labels(spec.NodeSelector, $"{field}.nodeSelector", problems);
        foreach (var (i, toleration) in (spec.Tolerations ?? []).Index())
            Validate(toleration, $"{field}.tolerations[{i}]", problems);
    }

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
