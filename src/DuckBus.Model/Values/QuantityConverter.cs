using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Model.Values;

/// <summary>Quantities are written as strings and read from strings or numbers, as Kubernetes does.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    /// <inheritdoc />
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetDecimal(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return Quantity.TryParse(text, out var quantity)
            ? quantity
            : throw new JsonException("a quantity such as 250m, 1.5 or 64Mi was expected");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
