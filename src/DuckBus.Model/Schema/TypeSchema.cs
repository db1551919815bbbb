using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Schema;

/// <summary>
/// The fields of a type of the model, read once from its properties and their attributes. Patches, server-side apply,
/// OpenAPI, protobuf and field validation all go by this, so that they agree.
/// </summary>
public sealed class TypeSchema
{
    private static readonly ConcurrentDictionary<Type, TypeSchema> ByType = new();

    private const int LongestName = 128;

    private readonly FrozenDictionary<string, FieldSchema> byName;

    private TypeSchema(Type type)
    {
        Type = type;
        IsAtomic = type.IsDefined(typeof(AtomicAttribute), inherit: false);
        Fields =
        [
            .. ModelJson.Options.GetTypeInfo(type).Properties
                .Where(property => !property.IsExtensionData)
                .OrderBy(property => property.Order)
                .Where(property => !property.AttributeProvider!.IsDefined(typeof(JsonIgnoreAttribute), inherit: true))
                .Select((property, index) => new FieldSchema(type, property.Name, index, (PropertyInfo)property.AttributeProvider!)),
        ];
        byName = Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>The type in the model.</summary>
    public Type Type { get; }

    /// <summary>Whether server-side apply owns objects of the type as a whole.</summary>
    public bool IsAtomic { get; }

    /// <summary>The fields, in the order in which they are written.</summary>
    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>The schema of a type of the model.</summary>
    public static TypeSchema Of(Type type) => ByType.GetOrAdd(type, static t => new TypeSchema(t));

    /// <summary>The schema of a type of the model.</summary>
    public static TypeSchema Of<T>()
        where T : Extensible => Of(typeof(T));

    /// <summary>The field with this name in JSON, or null.</summary>
    public FieldSchema? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The field with this name in JSON, as UTF-8, or null.</summary>
    public FieldSchema? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName) return null;
        Span<char> text = stackalloc char[LongestName];
        return byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out var field) ? field : null;
    }

    /// <inheritdoc />
    public override string ToString() => Type.Name;
}
