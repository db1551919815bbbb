using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What holds for the rights of a pod and of its containers.</summary>
internal static class SecurityRules
{
    private static readonly string[] Profiles = ["Localhost", "RuntimeDefault", "Unconfined"];

    public static void Validate(PodSpec spec, string field, Problems problems)
    {
        problems.Check(spec.ShareProcessNamespace != true || spec.HostPID != true, () =>
            StatusCause.Invalid($"{field}.shareProcessNamespace", "true", "ShareProcessNamespace and HostPID cannot both be enabled"));
        if (spec.SecurityContext is not { } context) return;
        field += ".securityContext";
        Id(context.RunAsUser, $"{field}.runAsUser", problems);
        Id(context.RunAsGroup, $"{field}.runAsGroup", problems);
        Id(context.FsGroup, $"{field}.fsGroup", problems);
        foreach (var (i, group) in (context.SupplementalGroups ?? []).Index()) Id(group, $"{field}.supplementalGroups[{i}]", problems);
        problems.OneOf(context.SupplementalGroupsPolicy, $"{field}.supplementalGroupsPolicy", "Merge", "Strict");
        problems.OneOf(context.FsGroupChangePolicy, $"{field}.fsGroupChangePolicy", "OnRootMismatch", "Always");
        problems.OneOf(context.SeLinuxChangePolicy, $"{field}.seLinuxChangePolicy", "Recursive", "MountOption");
        if (context.SeccompProfile is { } seccomp) Profile(seccomp.Type, seccomp.LocalhostProfile, "seccomp", $"{field}.seccompProfile", problems);
        if (context.AppArmorProfile is { } armor) Profile(armor.Type, armor.LocalhostProfile, "AppArmor", $"{field}.appArmorProfile", problems);
        Sysctls(context.Sysctls ?? [], $"{field}.sysctls", problems);
    }

    public static void Validate(SecurityContext? context, string field, Problems problems)
    {
        if (context is null) return;
        Id(context.RunAsUser, $"{field}.runAsUser", problems);
        Id(context.RunAsGroup, $"{field}.runAsGroup", problems);
        problems.OneOf(context.ProcMount, $"{field}.procMount", "Default", "Unmasked");
        if (context.SeccompProfile is { } seccomp) Profile(seccomp.Type, seccomp.LocalhostProfile, "seccomp", $"{field}.seccompProfile", problems);
        if (context.AppArmorProfile is { } armor) Profile(armor.Type, armor.LocalhostProfile, "AppArmor", $"{field}.appArmorProfile", problems);
        if (context.AllowPrivilegeEscalation != false) return;
        problems.Check(context.Privileged != true, () =>
            StatusCause.Invalid(field, "…", "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"));
        problems.Check(context.Capabilities?.Add?.Any(added => added is "CAP_SYS_ADMIN") != true, () =>
            StatusCause.Invalid(field, "…", "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"));
    }

    private static void Id(long? id, string field, Problems problems) => problems.Check(id is null or (>= 0 and <= int.MaxValue), () =>
        StatusCause.Invalid(field, id, "must be between 0 and 2147483647, inclusive"));

    private static void Profile(string type, string? localhost, string what, string field, Problems problems)
    {
        if (type.Length == 0) problems.Add(StatusCause.Required($"{field}.type", "type is required when a profile is set"));
        else problems.OneOf(type, $"{field}.type", Profiles);
        var needed = type == "Localhost";
        if (needed && string.IsNullOrEmpty(localhost))
            problems.Add(StatusCause.Required($"{field}.localhostProfile", $"must be set when {what} type is Localhost"));
        if (!needed && localhost is not null)
            problems.Add(StatusCause.Invalid($"{field}.localhostProfile", localhost, $"can only be set when {what} type is Localhost"));
    }

    private static void Sysctls(IReadOnlyList<Sysctl> sysctls, string field, Problems problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, sysctl) in sysctls.Index())
        {
            if (sysctl.Name.Length == 0) problems.Add(StatusCause.Required($"{field}[{i}].name"));
            else problems.Check(names.Add(sysctl.Name), () => StatusCause.Duplicate($"{field}[{i}].name", sysctl.Name));
        }
    }
}
