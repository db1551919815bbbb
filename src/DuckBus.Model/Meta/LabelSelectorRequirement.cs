using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>A selector requirement that relates a key and values by an operator.</summary>
public sealed record LabelSelectorRequirement : Extensible
{
    /// <summary>The label key that the selector applies to.</summary>
    [Proto(1), Required]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Proto(2), Required, Values("In", "NotIn", "Exists", "DoesNotExist")]
    public string Operator { get; init; } = "";

    /// <summary>The values for In and NotIn; empty for the other operators.</summary>
    [Proto(3)]
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether the labels meet this requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        string? value = null;
        var exists = labels?.TryGetValue(Key, out value) ?? false;
        return Operator switch
        {
            "In" => exists && (Values?.Contains(value) ?? false),
            "NotIn" => !exists || !(Values?.Contains(value) ?? false),
            "Exists" => exists,
            "DoesNotExist" => !exists,
            _ => false,
        };
    }
}
