using System.Collections.Concurrent;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>The last two measurements of each container.</summary>
internal sealed class UsageHistory
{
    private readonly ConcurrentDictionary<string, (ContainerStats? Before, ContainerStats Now)> containers = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was measured.</summary>
    public bool IsEmpty => containers.IsEmpty;

    /// <summary>What a container uses; null until it was measured twice.</summary>
    public ContainerUsage? Of(string id) =>
        containers.TryGetValue(id, out var seen) && seen.Before is { } before ? new ContainerUsage(before, seen.Now) : null;

    /// <summary>Adds a measurement.</summary>
    public void Add(string id, ContainerStats stats) => containers.AddOrUpdate(id, (null, stats), (_, seen) => (seen.Now, stats));

    /// <summary>Forgets the containers that no longer run.</summary>
    public void Keep(IReadOnlyCollection<string> running)
    {
        foreach (var id in containers.Keys.Except(running, StringComparer.Ordinal)) containers.TryRemove(id, out _);
    }
}
