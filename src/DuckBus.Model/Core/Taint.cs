using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>A taint on a node keeps away, or evicts, every pod that does not tolerate it.</summary>
public sealed record Taint : Extensible
{
    /// <summary>The taint key.</summary>
    public string Key { get; init; } = "";

    /// <summary>The taint value.</summary>
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute.</summary>
    public string Effect { get; init; } = "";

    /// <summary>When the taint was added; only written for NoExecute taints.</summary>
    public DateTimeOffset? TimeAdded { get; init; }
}
