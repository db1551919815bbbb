using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
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
                .Select(property => new FieldSchema(type, property.Name, (PropertyInfo)property.AttributeProvider!))
                .Where(field => field.Property.GetCustomAttribute<JsonIgnoreAttribute>() is null),
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

    /// <inheritdoc />
    public override string ToString() => Type.Name;
}
