using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>PodSecurityContext is with which rights the containers of a pod run. What a container says itself goes first.</summary>
public sealed record PodSecurityContext : Extensible
{
    /// <summary>The SELinux label of the containers.</summary>
    [Proto(1), NotActedOn("containers get no SELinux label of their own")]
    public SeLinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings for Windows.</summary>
    [Proto(8), NotActedOn("containers run on Linux")]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>The user id of the processes; the image's unless given.</summary>
    [Proto(2)]
    public long? RunAsUser { get; init; }

    /// <summary>The group id of the processes; the runtime's default unless given.</summary>
    [Proto(6)]
    public long? RunAsGroup { get; init; }

    /// <summary>Whether a container that would run as user 0 is not started.</summary>
    [Proto(3)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>More groups of the processes.</summary>
    [Proto(4)]
    public IReadOnlyList<long>? SupplementalGroups { get; init; }

    /// <summary>Whether the image's groups count, too: Merge (the default) or Strict.</summary>
    [Proto(12), Values("Merge", "Strict"), NotActedOn("the groups of the image count", Unless = "Merge")]
    public string? SupplementalGroupsPolicy { get; init; }

    /// <summary>A group that owns the volumes of the pod, and that the processes are in.</summary>
    [Proto(5)]
    public long? FsGroup { get; init; }

    /// <summary>When the owner of the volumes is changed: Always (the default) or OnRootMismatch.</summary>
    [Proto(9), Values("OnRootMismatch", "Always"), NotActedOn("volumes get their group when they are filled", Unless = "Always")]
    public string? FsGroupChangePolicy { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    [Proto(7)]
    public IReadOnlyList<Sysctl>? Sysctls { get; init; }

    /// <summary>Which system calls are allowed.</summary>
    [Proto(10)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>The AppArmor profile.</summary>
    [Proto(11), NotActedOn("containers get the profile of the container runtime")]
    public AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary>How volumes get their SELinux label: MountOption (the default) or Recursive.</summary>
    [Proto(13), Values("Recursive", "MountOption"), NotActedOn("volumes get no SELinux label")]
    public string? SeLinuxChangePolicy { get; init; }
}
