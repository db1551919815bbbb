using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;

namespace DuckBus.Model.Schema;

/// <summary>Which form a property of the model has on the wire.</summary>
internal static class Forms
{
    public static ValueSchema Of(PropertyInfo property, ProtoAttribute? proto)
    {
        var micro = property.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType == typeof(MicroTimeConverter);
        return Of(property.PropertyType, micro, proto?.Bytes ?? false);
    }

    private static ValueSchema Of(Type declared, bool micro, bool bytes)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Arguments(type, typeof(IReadOnlyDictionary<,>)) is [_, var value])
            return new ValueSchema(ValueForm.Map, type, Of(value, micro, bytes), null);
        if (Arguments(type, typeof(IReadOnlyList<>)) is [var item])
            return new ValueSchema(ValueForm.List, type, Of(item, micro, bytes), null);
        if (typeof(Extensible).IsAssignableFrom(type))
            return new ValueSchema(ValueForm.Object, type, null, TypeSchema.Of(type));
        return new ValueSchema(Plain(type, micro, bytes), type, null, null);
    }

    private static ValueForm Plain(Type type, bool micro, bool bytes) => type switch
    {
        _ when type == typeof(string) => bytes ? ValueForm.Bytes : ValueForm.String,
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ushort) => ValueForm.Integer,
        _ when type == typeof(double) => ValueForm.Number,
        _ when type == typeof(bool) => ValueForm.Boolean,
        _ when type == typeof(Quantity) => ValueForm.Quantity,
        _ when type == typeof(IntOrString) => ValueForm.IntOrString,
        _ when type == typeof(DateTimeOffset) => micro ? ValueForm.MicroTime : ValueForm.Time,
        _ when type == typeof(JsonElement) || type == typeof(RawJson) || type == typeof(object) => ValueForm.Any,
        _ => throw new NotSupportedException($"{type} is no type for a field of the model."),
    };

    private static Type[]? Arguments(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments() : null;
}
