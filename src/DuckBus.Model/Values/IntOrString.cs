using System.Globalization;
using System.Text.Json.Serialization;

namespace DuckBus.Model.Values;

/// <summary>A value that is either a whole number or a text, such as a port number or name, or a count or percentage.</summary>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString
{
    /// <summary>A number.</summary>
    public IntOrString(int number) => Number = number;

    /// <summary>A text.</summary>
    public IntOrString(string text) => Text = text;

    /// <summary>The number, unless the value is a text.</summary>
    public int? Number { get; }

    /// <summary>The text, unless the value is a number.</summary>
    public string? Text { get; }

    /// <inheritdoc />
    public override string ToString() => Text ?? (Number ?? 0).ToString(CultureInfo.InvariantCulture);
}
