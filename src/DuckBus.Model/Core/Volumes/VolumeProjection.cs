using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>VolumeProjection is one source of a projected volume; exactly one of its fields is given.</summary>
public sealed record VolumeProjection : Extensible
{
    /// <summary>Keys of a Secret.</summary>
    [Proto(1)]
    public SecretProjection? Secret { get; init; }

    /// <summary>Fields of the pod.</summary>
    [Proto(2)]
    public DownwardApiProjection? DownwardAPI { get; init; }

    /// <summary>Keys of a ConfigMap.</summary>
    [Proto(3)]
    public ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>A token of the pod's account.</summary>
    [Proto(4)]
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>Certificates to trust.</summary>
    [Proto(5), NotActedOn("the volume is shown without it")]
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }
}
