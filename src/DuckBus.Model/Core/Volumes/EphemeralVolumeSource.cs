using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>EphemeralVolumeSource is a claim that is made for the pod, named after pod and volume, and goes with it.</summary>
public sealed record EphemeralVolumeSource : Extensible
{
    /// <summary>The claim to make.</summary>
    [Proto(1)]
    public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
