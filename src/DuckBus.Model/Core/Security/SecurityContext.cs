using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Security;

/// <summary>SecurityContext is with which rights a container runs. It goes before what the pod says.</summary>
public sealed record SecurityContext : Extensible
{
    /// <summary>Capabilities to add to and drop from the runtime's default.</summary>
    [Proto(1)]
    public Capabilities? Capabilities { get; init; }

    /// <summary>Whether the container has all rights on the node; false unless given.</summary>
    [Proto(2)]
    public bool? Privileged { get; init; }

    /// <summary>The SELinux label of the container.</summary>
    [Proto(3), NotActedOn("containers get no SELinux label of their own")]
    public SeLinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings for Windows.</summary>
    [Proto(10), NotActedOn("containers run on Linux")]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>The user id of the processes; the pod's or the image's unless given.</summary>
    [Proto(4)]
    public long? RunAsUser { get; init; }

    /// <summary>The group id of the processes; the pod's or the runtime's default unless given.</summary>
    [Proto(8)]
    public long? RunAsGroup { get; init; }

    /// <summary>Whether the container is not started if it would run as user 0.</summary>
    [Proto(5)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Whether the container's own files are read-only; false unless given.</summary>
    [Proto(6)]
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether a process can get more rights than its parent; true unless given.</summary>
    [Proto(7)]
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>How /proc is mounted: Default or Unmasked.</summary>
    [Proto(9), Values("Default", "Unmasked")]
    public string? ProcMount { get; init; }

    /// <summary>Which system calls are allowed.</summary>
    [Proto(11)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>The AppArmor profile.</summary>
    [Proto(12), NotActedOn("containers get the profile of the container runtime")]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
