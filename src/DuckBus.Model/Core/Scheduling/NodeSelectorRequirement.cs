using System.Globalization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>NodeSelectorRequirement relates a key and values by an operator.</summary>
public sealed record NodeSelectorRequirement : Extensible
{
    /// <summary>The label, or the field.</summary>
    [Proto(1), Required]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists, DoesNotExist, Gt or Lt.</summary>
    [Proto(2), Required, Values("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")]
    public string Operator { get; init; } = "";

    /// <summary>Some for In and NotIn, none for Exists and DoesNotExist, one whole number for Gt and Lt.</summary>
    [Proto(3)]
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether a value meets the requirement; null stands for a label that is not there.</summary>
    public bool Matches(string? value) => Operator switch
    {
        "In" => value is not null && Values?.Contains(value) == true,
        "NotIn" => value is null || Values?.Contains(value) != true,
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Number(value) > Number(Values is [var bound, ..] ? bound : null),
        "Lt" => Number(value) < Number(Values is [var bound, ..] ? bound : null),
        _ => false,
    };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
