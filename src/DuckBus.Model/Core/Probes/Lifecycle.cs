using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Probes;

/// <summary>Lifecycle is what the kubelet does when a container has started and before it stops.</summary>
public sealed record Lifecycle : Extensible
{
    /// <summary>Done right after the container has started; if it fails, the container is stopped.</summary>
    [Proto(1)]
    public LifecycleHandler? PostStart { get; init; }

    /// <summary>Done before the container gets its stop signal, within the grace period of the pod.</summary>
    [Proto(2)]
    public LifecycleHandler? PreStop { get; init; }

    /// <summary>The signal that stops the container, such as SIGTERM; the image's unless given.</summary>
    [Proto(3)]
    public string? StopSignal { get; init; }
}
