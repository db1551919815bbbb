using System.Diagnostics;
using DuckBus.Model.Core;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Pods;

/// <summary>One pass over one pod: what it works on, and what it finds out on the way.</summary>
/// <param name="pod">The pod as it is declared.</param>
/// <param name="trigger">What set the pass off, in the word that logs show.</param>
/// <param name="state">What is known at the start.</param>
/// <param name="interrupted">Fires when the pod is to go (sooner): waits are given up.</param>
internal sealed class PodSync(Pod pod, string trigger, PodState state, CancellationToken interrupted)
{
    private readonly Lock gate = new();
    private PodState state = state;

    /// <summary>The pod as it is declared.</summary>
    public Pod Pod { get; } = pod;

    /// <summary>What set the pass off.</summary>
    public string Trigger { get; } = trigger;

    /// <summary>Fires when the pod is to go (sooner).</summary>
    public CancellationToken Interrupted { get; } = interrupted;

    /// <summary>What is known now.</summary>
    public PodState State
    {
        get { lock (gate) return state; }
    }

    /// <summary>Takes what was found out. Containers start in parallel, so this may come from several threads.</summary>
    public PodState Update(Func<PodState, PodState> change)
    {
        lock (gate) return state = change(state);
    }

    /// <summary>A span about one of the pod's containers, or about its sandbox.</summary>
    public Activity? Span(PartTelemetry telemetry, string name, string? container = null)
    {
        var span = telemetry.Spans.StartActivity(name);
        span?.SetTag(Tags.Namespace, Pod.Metadata.Namespace).SetTag(Tags.Name, Pod.Metadata.Name).SetTag(Tags.Trigger, Trigger);
        if (container is not null) span?.SetTag("k8s.container", container);
        return span;
    }
}
