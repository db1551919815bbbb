using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>Volume is storage that the containers of a pod can mount. Exactly one of its sources is given; none means emptyDir.</summary>
public sealed record Volume : Extensible
{
    /// <summary>Name of the volume, a DNS label, unique in the pod.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>A file or directory of the node. It outlives the pod, and each node has its own.</summary>
    [Proto(2, 1)]
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>A directory that is empty when the pod starts and goes with the pod.</summary>
    [Proto(2, 2)]
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>A file for each key of a Secret.</summary>
    [Proto(2, 6)]
    public SecretVolumeSource? Secret { get; init; }

    /// <summary>A directory of an NFS server.</summary>
    [Proto(2, 7), NotActedOn("the pod waits: there are no volumes of this kind")]
    public NfsVolumeSource? Nfs { get; init; }

    /// <summary>The volume that is bound to a claim in the pod's namespace.</summary>
    [Proto(2, 10), NotActedOn("the pod waits: there are no volumes of this kind")]
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>A file for each of the given fields of the pod.</summary>
    [Proto(2, 16)]
    public DownwardApiVolumeSource? DownwardAPI { get; init; }

    /// <summary>A file for each key of a ConfigMap.</summary>
    [Proto(2, 19)]
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>Several sources in one directory.</summary>
    [Proto(2, 26)]
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>A volume that a CSI driver makes for the pod.</summary>
    [Proto(2, 28), NotActedOn("the pod waits: there are no volumes of this kind")]
    public CsiVolumeSource? Csi { get; init; }

    /// <summary>A claim that is made for the pod and goes with it.</summary>
    [Proto(2, 29), NotActedOn("the pod waits: there are no volumes of this kind")]
    public EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>The files of a container image, read-only.</summary>
    [Proto(2, 30), NotActedOn("the pod waits: there are no volumes of this kind")]
    public ImageVolumeSource? Image { get; init; }
}
