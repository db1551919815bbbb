using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>The rights of a container: what it says itself goes before what its pod says. Pure.</summary>
internal static class Rights
{
    /// <summary>The rights of a container.</summary>
    /// <exception cref="ConfigException">It would run as root and must not.</exception>
    public static ContainerRights Of(Pod pod, Container container)
    {
        var (own, shared) = (container.SecurityContext, pod.Spec.SecurityContext);
        var rights = new ContainerRights
        {
            User = own?.RunAsUser ?? shared?.RunAsUser,
            Group = own?.RunAsGroup ?? shared?.RunAsGroup,
            MoreGroups = [.. (shared?.FsGroup is { } group ? (long[])[group] : []).Concat(shared?.SupplementalGroups ?? []).Distinct()],
            Add = own?.Capabilities?.Add ?? [],
            Drop = own?.Capabilities?.Drop ?? [],
            Privileged = own?.Privileged ?? false,
            ReadOnlyRoot = own?.ReadOnlyRootFilesystem ?? false,
            NoNewPrivileges = own?.AllowPrivilegeEscalation == false,
            Unconfined = (own?.SeccompProfile ?? shared?.SeccompProfile)?.Type == "Unconfined",
            Unmasked = own?.ProcMount == "Unmasked",
            NonRoot = own?.RunAsNonRoot ?? shared?.RunAsNonRoot ?? false,
        };
        return rights is { NonRoot: true, User: 0 }
            ? throw new ConfigException($"container's runAsUser breaks non-root policy (pod: \"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})\", container: {container.Name})")
            : rights;
    }

    /// <summary>Whether a container may run as the user that its image names.</summary>
    /// <exception cref="ConfigException">It may not, or nobody can tell.</exception>
    public static void CheckImage(Pod pod, Container container, string? user)
    {
        var name = user?.Split(':')[0] ?? "";
        var where = $"(pod: \"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})\", container: {container.Name})";
        if (name is "" or "0" or "root") throw new ConfigException($"container has runAsNonRoot and image will run as root {where}");
        if (!long.TryParse(name, out _))
            throw new ConfigException($"container has runAsNonRoot and image has non-numeric user ({name}), cannot verify user is non-root {where}");
    }
}
