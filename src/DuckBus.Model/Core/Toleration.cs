using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>The pod this toleration is attached to tolerates any taint that matches key, value and effect.</summary>
public sealed record Toleration : Extensible
{
    /// <summary>The taint key that the toleration applies to; empty matches all keys (operator Exists).</summary>
    public string? Key { get; init; }

    /// <summary>Exists, or Equal (the default).</summary>
    public string? Operator { get; init; }

    /// <summary>The taint value the toleration matches to.</summary>
    public string? Value { get; init; }

    /// <summary>The taint effect to match; empty matches all.</summary>
    public string? Effect { get; init; }

    /// <summary>How long a NoExecute taint is tolerated, in seconds; unset means for ever.</summary>
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
