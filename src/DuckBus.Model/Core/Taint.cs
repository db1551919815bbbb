using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A taint on a node keeps away, or evicts, every pod that does not tolerate it.</summary>
public sealed record Taint : Extensible
{
    /// <summary>The taint key.</summary>
    [Proto(1), Required]
    public string Key { get; init; } = "";

    /// <summary>The taint value.</summary>
    [Proto(2)]
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute.</summary>
    [Proto(3), Required, Values("NoSchedule", "PreferNoSchedule", "NoExecute")]
    public string Effect { get; init; } = "";

    /// <summary>When the taint was added; only written for NoExecute taints.</summary>
    [Proto(4)]
    public DateTimeOffset? TimeAdded { get; init; }
}
