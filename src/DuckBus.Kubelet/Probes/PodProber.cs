using DuckBus.Kubelet.Pods;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Probes;

/// <summary>Asks the probes of all containers of a pod that run and have any.</summary>
/// <param name="services">Checks and events.</param>
/// <param name="changed">Called when a verdict changed, from any thread.</param>
internal sealed class PodProber(PodServices services, Action changed) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ContainerProber> probers = new(StringComparer.Ordinal);

    /// <summary>The state with what the probes found.</summary>
    public PodState Fold(PodState state)
    {
        if (!services.Runtime.RunsProcesses) return state.Containers.Values.Aggregate(state, (next, one) => next.With(one.Name, Trusted));
        lock (gate)
            return probers.Count == 0 ? state : state.Containers.Values
                .Where(record => record.Id is not null && probers.ContainsKey(record.Id))
                .Aggregate(state, (next, one) => next.With(one.Name, record => record with { Health = probers[record.Id!].Health }));
    }

    /// <summary>Begins with containers that run now, and ends with those that do not any more.</summary>
    public void Follow(Pod pod, PodState state)
    {
        if (!services.Runtime.RunsProcesses) return;
        var asked = pod.Spec.AllContainers()
            .Where(container => HasProbes(container) && state.Of(container.Name) is { IsRunning: true, Id: not null } && state.SandboxId is not null)
            .ToDictionary(container => state.Of(container.Name).Id!, StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var (id, prober) in probers.Where(one => !asked.ContainsKey(one.Key)).ToList())
            {
                prober.Dispose();
                probers.Remove(id);
            }

            foreach (var (id, container) in asked.Where(one => !probers.ContainsKey(one.Key)))
                probers[id] = Begin(new ProbeTarget(pod, container, id, state.SandboxId!), state.Of(container.Name));
        }
    }

    /// <summary>The pod ends.</summary>
    public void LetDie()
    {
        lock (gate)
            foreach (var prober in probers.Values) prober.LetDie();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var prober in probers.Values) prober.Dispose();
            probers.Clear();
        }
    }

    /// <summary>Where nobody can be asked, what runs is well.</summary>
    private static ContainerRecord Trusted(ContainerRecord record) =>
        record with { Health = new ContainerHealth { Started = true, Ready = true } };

    private static bool HasProbes(Container container) =>
        container is not EphemeralContainer && (container.StartupProbe ?? container.LivenessProbe ?? container.ReadinessProbe) is not null;

    private ContainerProber Begin(ProbeTarget target, ContainerRecord record) => new(
        target, record.StartedAt ?? services.Time.GetUtcNow(), record.Health, services.Checks, services.Time, _ => changed(), Tell);

    private void Tell(ProbeTarget target, ProbeKind kind, string output) =>
        services.Events.Warning(target.Pod, "Unhealthy", $"{kind} probe failed: {output}", PodRules.PathOf(target.Pod, target.Container.Name));
}
