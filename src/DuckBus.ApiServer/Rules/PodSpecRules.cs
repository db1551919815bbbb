using DuckBus.ApiServer.Rules.Pods;
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
        {
            ContainerRules.Validate(container, $"{field}.initContainers[{i}]", names, [], problems);
            InitOnly(container, $"{field}.initContainers[{i}]", problems);
        }

        foreach (var (i, container) in spec.Containers.Index())
        {
            ContainerRules.Validate(container, $"{field}.containers[{i}]", names, ports, problems);
            problems.Check(container.RestartPolicy is null, () =>
                StatusCause.Forbidden($"{field}.containers[{i}].restartPolicy", "may not be set for non-init containers"));
        }

        foreach (var (i, container) in (spec.EphemeralContainers ?? []).Index())
            EphemeralContainerRules.Validate(container, spec, $"{field}.ephemeralContainers[{i}]", names, problems);
        Validate(spec.InitContainers ?? [], spec, $"{field}.initContainers", problems);
        Validate(spec.Containers, spec, $"{field}.containers", problems);
        Validate(spec.EphemeralContainers ?? [], spec, $"{field}.ephemeralContainers", problems);
        problems.OneOf(spec.RestartPolicy, $"{field}.restartPolicy", "Always", "OnFailure", "Never");
        problems.NotNegative(spec.TerminationGracePeriodSeconds, $"{field}.terminationGracePeriodSeconds");
        problems.Check(spec.ActiveDeadlineSeconds is null or > 0, () =>
            StatusCause.Invalid($"{field}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds, "must be greater than 0"));
        problems.Check(spec.ServiceAccountName is null or "" || Names.IsDnsSubdomain(spec.ServiceAccountName), () =>
            StatusCause.Invalid($"{field}.serviceAccountName", spec.ServiceAccountName, Names.SubdomainRule));
        VolumeRules.Validate(spec.Volumes ?? [], $"{field}.volumes", problems);
        SecurityRules.Validate(spec, field, problems);
        NetworkRules.Validate(spec, field, problems);
        PlacementRules.Validate(spec, field, problems);
    }

    private static void Validate(IEnumerable<Container> containers, PodSpec spec, string field, Problems problems)
    {
        foreach (var (i, container) in containers.Index())
        {
            var at = $"{field}[{i}]";
            MountRules.Validate(container, spec.Volumes ?? [], at, problems);
            SecurityRules.Validate(container.SecurityContext, $"{at}.securityContext", problems);
            var grace = spec.TerminationGracePeriodSeconds ?? 30;
            ProbeRules.Hook(container.Lifecycle?.PostStart, $"{at}.lifecycle.postStart", grace, problems);
            ProbeRules.Hook(container.Lifecycle?.PreStop, $"{at}.lifecycle.preStop", grace, problems);
            ProbeRules.Liveness(container.LivenessProbe, $"{at}.livenessProbe", problems);
            ProbeRules.Liveness(container.StartupProbe, $"{at}.startupProbe", problems);
            ProbeRules.Readiness(container.ReadinessProbe, $"{at}.readinessProbe", problems);
        }
    }

    /// <summary>Only what goes on while the others run can be looked after: a sidecar.</summary>
    private static void InitOnly(Container container, string field, Problems problems)
    {
        problems.OneOf(container.RestartPolicy, $"{field}.restartPolicy", "Always");
        if (container.IsSidecar) return;
        foreach (var (name, value) in new (string, object?)[]
                 {
                     ("lifecycle", container.Lifecycle), ("livenessProbe", container.LivenessProbe),
                     ("readinessProbe", container.ReadinessProbe), ("startupProbe", container.StartupProbe),
                 })
            if (value is not null)
                problems.Add(StatusCause.Forbidden($"{field}.{name}", "may not be set for init containers without restartPolicy=Always"));
    }
}
