using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>VolumeMount puts a volume into the files of a container.</summary>
public sealed record VolumeMount : Extensible
{
    /// <summary>The name of a volume of the pod.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Whether the container can only read it; false unless given.</summary>
    [Proto(2)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether what is mounted inside is read-only, too: Disabled (the default), IfPossible or Enabled.</summary>
    [Proto(7), Values("Disabled", "IfPossible", "Enabled"), NotActedOn("what is mounted inside is as it is", Unless = "Disabled")]
    public string? RecursiveReadOnly { get; init; }

    /// <summary>Where it appears in the container. No colon in it.</summary>
    [Proto(3), Required]
    public string MountPath { get; init; } = "";

    /// <summary>The part of the volume to mount; all of it unless given. Relative, without ..</summary>
    [Proto(4)]
    public string? SubPath { get; init; }

    /// <summary>As subPath, with $(NAME) replaced by the container's variables. Not together with subPath.</summary>
    [Proto(6)]
    public string? SubPathExpr { get; init; }

    /// <summary>Whether later mounts are seen across the boundary: None (the default), HostToContainer or Bidirectional.</summary>
    [Proto(5), Values("None", "HostToContainer", "Bidirectional"), NotActedOn("later mounts are not seen across the boundary", Unless = "None")]
    public string? MountPropagation { get; init; }
}
