using System.Globalization;
using System.Text.Json.Serialization;

namespace DuckBus.Model.Values;

/// <summary>A Kubernetes quantity: a fixed-point number with a suffix, such as <c>250m</c>, <c>1.5</c>, <c>64Mi</c> or <c>1e3</c>.</summary>
[JsonConverter(typeof(QuantityConverter))]
public readonly record struct Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m), ("Pi", 1125899906842624m),
        ("Ei", 1152921504606846976m), ("n", 0.000000001m), ("u", 0.000001m), ("m", 0.001m), ("k", 1e3m), ("M", 1e6m),
        ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    private readonly string? text;

    private Quantity(string text, decimal value)
    {
        this.text = text;
        Value = value;
    }

    /// <summary>The amount in base units: cores for cpu, bytes for memory, a count for the rest.</summary>
    public decimal Value { get; }

    /// <summary>The quantity that the text describes.</summary>
    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity) ? quantity : throw new FormatException($"\"{text}\" is not a quantity such as 250m, 1.5 or 64Mi");

    /// <summary>Reads a quantity; false if the text is none.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text)) return false;
        var (suffix, factor) = Suffixes.FirstOrDefault(s => text.EndsWith(s.Suffix, StringComparison.Ordinal));
        var digits = suffix is null ? text : text[..^suffix.Length];
        var style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | (suffix is null ? NumberStyles.AllowExponent : NumberStyles.None);
        if (!decimal.TryParse(digits, style, CultureInfo.InvariantCulture, out var number)) return false;
        try
        {
            quantity = new Quantity(text, number * (suffix is null ? 1m : factor));
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>A count or a number of cores, written without a suffix.</summary>
    public static Quantity Of(decimal value) => new(value.ToString(CultureInfo.InvariantCulture), value);

    /// <summary>The text as it was given.</summary>
    public override string ToString() => text ?? "0";

    /// <summary>Quantities are equal when their amounts are, however they are written.</summary>
    public bool Equals(Quantity other) => Value == other.Value;

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();
}
