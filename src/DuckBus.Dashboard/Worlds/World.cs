using System.Collections.Immutable;
using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>All that the dashboard knows at one moment. Immutable: the history keeps one from time to time.</summary>
public sealed record World
{
    /// <summary>Nothing is known yet.</summary>
    public static World Empty { get; } = new();

    /// <summary>The moment of the last happening.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Pods by uid, also those that have just gone.</summary>
    public ImmutableDictionary<string, PodEntry> Pods { get; init; } = ImmutableDictionary.Create<string, PodEntry>(StringComparer.Ordinal);

    /// <summary>Nodes by name.</summary>
    public ImmutableSortedDictionary<string, NodeEntry> Nodes { get; init; } = ImmutableSortedDictionary.Create<string, NodeEntry>(NaturalOrder.Instance);

    /// <summary>Workloads by key.</summary>
    public ImmutableSortedDictionary<string, WorkloadFacts> Workloads { get; init; } = ImmutableSortedDictionary.Create<string, WorkloadFacts>(NaturalOrder.Instance);

    /// <summary>Containers that nobody declared and that have just been stopped.</summary>
    public ImmutableList<IntruderStopped> Intruders { get; init; } = [];

    /// <summary>Whether the broker is there; null until that is known.</summary>
    public bool? BusConnected { get; init; }

    /// <summary>When the broker came or went.</summary>
    public DateTimeOffset BusSince { get; init; }

    /// <summary>The last full list that had something to repair.</summary>
    public Resynced? LastRepair { get; init; }

    /// <summary>How many objects the lists have repaired since the broker went.</summary>
    public int RepairedSinceBusTurned { get; init; }

    /// <summary>Why the API server cannot be used; null while it answers.</summary>
    public string? ApiTrouble { get; init; }

    /// <summary>Since when the API server does not answer.</summary>
    public DateTimeOffset ApiSince { get; init; }

    /// <summary>The last sentences, oldest first.</summary>
    public ImmutableList<Sentence> Feed { get; init; } = [];

    /// <summary>How many sentences there were.</summary>
    public long Told { get; init; }
}
