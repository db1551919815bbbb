using System.Reflection;
using System.Text.Json;

namespace DuckBus.Model.Schema;

/// <summary>What is known of a field of the model: its form, and how patches, clients and validation treat it.</summary>
public sealed class FieldSchema
{
    private readonly Lazy<ValueSchema> value;

    internal FieldSchema(Type type, string name, int index, PropertyInfo property)
    {
        Name = name;
        Index = index;
        Property = property;
        var merge = property.GetCustomAttribute<MergeKeyAttribute>();
        MergeKey = merge?.Key;
        ListKeys = merge?.Keys ?? [];
        IsSet = property.IsDefined(typeof(MergeSetAttribute));
        RetainKeys = property.IsDefined(typeof(RetainKeysAttribute));
        Required = property.IsDefined(typeof(RequiredAttribute));
        Values = property.GetCustomAttribute<ValuesAttribute>()?.Values ?? [];
        Default = property.GetCustomAttribute<DefaultAttribute>() is { } given ? JsonSerializer.SerializeToElement(given.Value) : null;
        NotActedOn = property.GetCustomAttribute<NotActedOnAttribute>();
        Proto = Number(type, property);
        value = new Lazy<ValueSchema>(() => Forms.Of(property, Proto));
    }

    /// <summary>The name in JSON.</summary>
    public string Name { get; }

    /// <summary>The place among the fields of its type, from 0.</summary>
    public int Index { get; }

    /// <summary>The property of the model.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The form of the value.</summary>
    public ValueSchema Value => value.Value;

    /// <summary>The field that tells the items of a list apart in a strategic merge; null if the list is replaced as a whole.</summary>
    public string? MergeKey { get; }

    /// <summary>The fields that tell the items of a list apart in server-side apply; empty if it is no such list.</summary>
    public IReadOnlyList<string> ListKeys { get; }

    /// <summary>Whether a list is merged as a set of plain values.</summary>
    public bool IsSet { get; }

    /// <summary>Whether server-side apply owns the value as a whole.</summary>
    public bool IsAtomic => Property.IsDefined(typeof(AtomicAttribute)) || Value switch
    {
        { Form: ValueForm.List } => ListKeys.Count == 0 && !IsSet,
        { Form: ValueForm.Object } => Value.Fields!.IsAtomic,
        { Form: ValueForm.Any } => true,
        _ => false,
    };

    /// <summary>Whether a strategic merge patch may say which fields stay.</summary>
    public bool RetainKeys { get; }

    /// <summary>Whether the object is not valid without it.</summary>
    public bool Required { get; }

    /// <summary>The values that it can have; empty if they are not a fixed few.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The value that the server fills in when the field is left out; null if it fills in none, or not always the same.</summary>
    public JsonElement? Default { get; }

    /// <summary>Set if DuckBus does not act on the field.</summary>
    public NotActedOnAttribute? NotActedOn { get; }

    /// <summary>The field's number in protobuf; null if it has none.</summary>
    public ProtoAttribute? Proto { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Property.DeclaringType?.Name}.{Name}";

    private static ProtoAttribute? Number(Type type, PropertyInfo property)
    {
        var own = property.GetCustomAttribute<ProtoAttribute>();
        return own is not null && property.DeclaringType != type && type.GetCustomAttribute<ProtoAttribute>() is { } outer
            ? new ProtoAttribute([.. outer.Path, .. own.Path]) { Bytes = own.Bytes }
            : own;
    }
}
