using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>The pod this toleration is attached to tolerates any taint that matches key, value and effect.</summary>
public sealed record Toleration : Extensible
{
    /// <summary>The taint key that the toleration applies to; empty matches all keys (operator Exists).</summary>
    [Proto(1)]
    public string? Key { get; init; }

    /// <summary>Exists, or Equal (the default).</summary>
    [Proto(2), Values("Exists", "Equal")]
    public string? Operator { get; init; }

    /// <summary>The taint value the toleration matches to.</summary>
    [Proto(3)]
    public string? Value { get; init; }

    /// <summary>The taint effect to match; empty matches all.</summary>
    [Proto(4), Values("NoSchedule", "PreferNoSchedule", "NoExecute")]
    public string? Effect { get; init; }

    /// <summary>How long a NoExecute taint is tolerated, in seconds; unset means for ever.</summary>
    [Proto(5)]
    public long? TolerationSeconds { get; init; }

    /// <summary>Whether this toleration tolerates the taint.</summary>
    public bool Tolerates(Taint taint)
    {
        if (!string.IsNullOrEmpty(Effect) && Effect != taint.Effect) return false;
        if (!string.IsNullOrEmpty(Key) && Key != taint.Key) return false;
        return Operator switch
        {
            "Exists" => true,
            null or "" or "Equal" => !string.IsNullOrEmpty(Key) && (Value ?? "") == (taint.Value ?? ""),
            _ => false,
        };
    }
}
