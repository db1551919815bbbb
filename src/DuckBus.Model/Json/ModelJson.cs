using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DuckBus.Model.Json;

/// <summary>How the model is written and read as JSON: the Kubernetes wire format.</summary>
public static class ModelJson
{
    /// <summary>
    /// camelCase, RFC 3339 times in UTC; a null means that the field is absent, as in Kubernetes; duplicate keys and
    /// more than 64 levels are errors.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The object as UTF-8 JSON.</summary>
    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    /// <summary>Writes the object as UTF-8 JSON.</summary>
    public static void WriteTo(IBufferWriter<byte> output, object value)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Options.Encoder, MaxDepth = Options.MaxDepth, SkipValidation = true });
        JsonSerializer.Serialize(writer, value, value.GetType(), Options);
    }

    /// <summary>The object that the UTF-8 JSON describes.</summary>
    /// <exception cref="JsonException">The text is not JSON, or a value has the wrong type; its Path names the field.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("an object was expected, not null");

    /// <summary>The object of the given type that the UTF-8 JSON describes.</summary>
    /// <exception cref="JsonException">The text is not JSON, or a value has the wrong type; its Path names the field.</exception>
    public static object Read(ReadOnlySpan<byte> json, Type type) =>
        JsonSerializer.Deserialize(json, type, Options) ?? throw new JsonException("an object was expected, not null");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            AllowDuplicateProperties = false,
            MaxDepth = 64,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TakeNullAsAbsent, DropNullEntries } },
        };
        options.Converters.Add(new TimeConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void TakeNullAsAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property is { Set: { } set, IsSetNullable: false } && !property.PropertyType.IsValueType)
            {
                property.Set = (target, value) => { if (value is not null) set(target, value); };
                property.IsSetNullable = true;
            }
    }

    private static void DropNullEntries(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.Set is { } set && property.PropertyType == typeof(IReadOnlyDictionary<string, string>))
                property.Set = (target, value) => set(target, WithoutNulls((IReadOnlyDictionary<string, string?>?)value));
    }

    private static IReadOnlyDictionary<string, string?>? WithoutNulls(IReadOnlyDictionary<string, string?>? map) =>
        map is not null && map.Values.Contains(null)
            ? map.Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
            : map;
}
