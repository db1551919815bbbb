using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Local;

/// <summary>What a kubelet needs to keep its pods running without an API server.</summary>
internal sealed record Checkpoint
{
    /// <summary>The node it belongs to.</summary>
    public required string Node { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The pods that are to run, with their last statuses.</summary>
    public IReadOnlyList<Pod> Pods { get; init; } = [];

    /// <summary>The ConfigMaps that they take values from.</summary>
    public IReadOnlyList<ConfigMap> ConfigMaps { get; init; } = [];

    /// <summary>The Secrets that they take values from.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The Services that their containers are told of.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];
}
