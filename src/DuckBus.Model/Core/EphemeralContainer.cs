using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>
/// EphemeralContainer is a container that is added to a running pod for inspection, as <c>kubectl debug</c> does. It is started
/// once and never restarted, and has no ports, probes or resources.
/// </summary>
[Proto(1)]
public sealed record EphemeralContainer : Container
{
    /// <summary>The container of the pod whose processes this one sees; only its own unless given.</summary>
    [Proto(2)]
    public string? TargetContainerName { get; init; }
}
