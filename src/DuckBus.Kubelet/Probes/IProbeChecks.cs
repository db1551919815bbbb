using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Makes the checks of probes.</summary>
internal interface IProbeChecks
{
    /// <summary>Makes one check. What goes wrong is a failure, not an exception.</summary>
    /// <param name="target">The container.</param>
    /// <param name="probe">What to check.</param>
    /// <param name="cancellationToken">Nobody wants to know any more.</param>
    Task<ProbeResult> CheckAsync(ProbeTarget target, Probe probe, CancellationToken cancellationToken);
}
