using System.Collections.Immutable;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>All that the kubelet knows of one of its pods, as a value: decisions and statuses are functions of it.</summary>
internal sealed record PodState
{
    /// <summary>When the kubelet first saw the pod.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The engine's id of the sandbox; null if there is none.</summary>
    public string? SandboxId { get; init; }

    /// <summary>Whether the sandbox runs.</summary>
    public bool SandboxRuns { get; init; }

    /// <summary>The pod's address, also the last one of a pod that is over.</summary>
    public string? Ip { get; init; }

    /// <summary>Further sandboxes of the pod, which nobody needs.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    /// <summary>Why the sandbox could not be started.</summary>
    public Trouble? SandboxTrouble { get; init; }

    /// <summary>The containers, init containers included, by name.</summary>
    public ImmutableSortedDictionary<string, ContainerRecord> Containers { get; init; } =
        ImmutableSortedDictionary.Create<string, ContainerRecord>(StringComparer.Ordinal);

    /// <summary>Whether a container was started in the present sandbox: what its volumes lack then is no reason to wait any more.</summary>
    public bool IsInUse => SandboxId is not null && Containers.Values.Any(one => one is { Here: true, Life: ContainerLife.Running or ContainerLife.Exited });

    /// <summary>What the API's status tells of the pod: all there is before the first look at the engine.</summary>
    public static PodState From(PodStatus status, DateTimeOffset now)
    {
        var known = (status.InitContainerStatuses ?? []).Concat(status.ContainerStatuses ?? []).Concat(status.EphemeralContainerStatuses ?? [])
            .Select(ContainerRecord.From);
        return new PodState
        {
            Since = now,
            Ip = status.PodIP,
            Containers = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal, known.DistinctBy(record => record.Name).Select(record => KeyValuePair.Create(record.Name, record))),
        };
    }

    /// <summary>The record of a container; an empty one if nothing is known.</summary>
    public ContainerRecord Of(string container) => Containers.GetValueOrDefault(container) ?? new ContainerRecord(container);

    /// <summary>The state with one record changed.</summary>
    public PodState With(string container, Func<ContainerRecord, ContainerRecord> change) =>
        this with { Containers = Containers.SetItem(container, change(Of(container))) };

    /// <summary>The state after a look at the engine.</summary>
    /// <param name="sandboxes">The pod's sandboxes as they are now.</param>
    /// <param name="scheme">The runtime's name.</param>
    /// <param name="now">The time.</param>
    public PodState Observe(IReadOnlyList<RuntimeSandbox> sandboxes, string scheme, DateTimeOffset now)
    {
        var ordered = sandboxes.OrderBy(sandbox => sandbox.Running).ThenBy(sandbox => sandbox.CreatedAt).ToList();
        var current = ordered.LastOrDefault();
        var found = (current?.Containers ?? []).ToLookup(container => container.Name, StringComparer.Ordinal);
        var state = (current?.Id == SandboxId ? this : Elsewhere()) with
        {
            SandboxId = current?.Id,
            SandboxRuns = current?.Running ?? false,
            Ip = current is { Running: true } ? current.Ip : Ip,
            Leftovers = [.. ordered.SkipLast(1).Select(sandbox => sandbox.Id)],
            SandboxTrouble = current is { Running: true } ? null : SandboxTrouble,
        };
        foreach (var name in state.Containers.Keys.Union(found.Select(group => group.Key), StringComparer.Ordinal))
        {
            var attempts = found[name].OrderBy(container => container.Attempt).ThenBy(container => container.CreatedAt).ToList();
            state = state.With(name, record => record.Observe(attempts, current?.Running ?? false, scheme, now));
        }

        return state;
    }

    /// <summary>The state when the sandbox is another one than before: no container was made in it yet.</summary>
    public PodState Elsewhere() =>
        Containers.Values.Aggregate(this, (state, one) => state.With(one.Name, record => record with { Here = false }));

    /// <summary>Whether a list of the engine shows the same as this state, as far as decisions depend on it.</summary>
    public bool Agrees(IReadOnlyList<RuntimeSandbox> sandboxes)
    {
        if (sandboxes.Count != Leftovers.Count + (SandboxId is null ? 0 : 1)) return false;
        if (SandboxId is null) return true;
        var current = sandboxes.FirstOrDefault(sandbox => sandbox.Id == SandboxId);
        if (current is null || current.Running != SandboxRuns) return false;
        var expected = Containers.Values.Where(record => record.Life is not null).ToDictionary(record => record.Id!, record => record.Life);
        return current.Containers.All(container =>
                   Containers.Values.Any(record => record.Earlier.Contains(container.Id))
                   || (expected.TryGetValue(container.Id, out var life) && life == container.State))
               && expected.All(one => one.Value != ContainerLife.Running || current.Containers.Any(container => container.Id == one.Key));
    }
}
