using System.Collections.Concurrent;
using System.Collections.Frozen;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>
/// How a value is owned: as a whole, field by field, item by item. Read from the attributes of the model; what the model does
/// not know is owned field by field where it is an object, and as a whole where it is not.
/// </summary>
internal sealed class Shape
{
    /// <summary>
    /// Levels of what the model does not know that are owned field by field. Without an end a deep object would get a record
    /// that is deeper still, and could not be read again.
    /// </summary>
    private const int UnknownLevels = 8;

    private static readonly ConcurrentDictionary<TypeSchema, Shape> Structs = new();

    private readonly Lazy<FrozenDictionary<string, ShapedField>>? fields;
    private readonly Lazy<Shape>? items;

    private Shape(ShapeForm form, Lazy<FrozenDictionary<string, ShapedField>>? fields = null, Lazy<Shape>? items = null, IReadOnlyList<ListKey>? keys = null)
    {
        Form = form;
        this.fields = fields;
        this.items = items;
        Keys = keys ?? [];
    }

    /// <summary>A value that is owned as a whole.</summary>
    public static Shape Leaf { get; } = new(ShapeForm.Leaf);

    /// <summary>A value that the model does not know.</summary>
    public static Shape Unknown { get; } = Enumerable.Range(0, UnknownLevels)
        .Aggregate(Leaf, (inner, _) => new Shape(ShapeForm.Unknown, items: new(inner)));

    /// <summary>What the value is made of.</summary>
    public ShapeForm Form { get; }

    /// <summary>The shape of the items of a list, of the values of a map, of the unknown fields of a struct.</summary>
    public Shape Items => items?.Value ?? Unknown;

    /// <summary>The fields that tell the items of a list apart.</summary>
    public IReadOnlyList<ListKey> Keys { get; }

    /// <summary>The shape of objects of a type.</summary>
    public static Shape Of(TypeSchema type) => Structs.GetOrAdd(type, static type => new Shape(
        ShapeForm.Object,
        new(() => type.Fields.ToFrozenDictionary(field => field.Name, field => new ShapedField(FieldStep.Field(field.Name), Of(field)), StringComparer.Ordinal))));

    /// <summary>The field of a struct; null if the model does not know it, or the value is a map.</summary>
    public ShapedField? Find(string name) => fields?.Value.GetValueOrDefault(name);

    private static Shape Of(FieldSchema field)
    {
        if (field.IsAtomic) return Leaf;
        return field.Value.Form switch
        {
            ValueForm.List when field.IsSet => new Shape(ShapeForm.Set),
            ValueForm.List => new Shape(ShapeForm.KeyedList, items: ItemsOf(field.Value), keys: [.. field.ListKeys.Select(key => ListKey.Of(field.Value.Items?.Fields, key))]),
            _ => Of(field.Value),
        };
    }

    private static Shape Of(ValueSchema value) => value.Form switch
    {
        ValueForm.Object when !value.Fields!.IsAtomic => Of(value.Fields),
        ValueForm.Map => new Shape(ShapeForm.Object, items: ItemsOf(value)),
        _ => Leaf,
    };

    private static Lazy<Shape> ItemsOf(ValueSchema value) => new(() => Of(value.Items!));
}
