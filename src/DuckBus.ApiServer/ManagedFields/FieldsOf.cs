using System.Text.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Which fields a value sets. Pure.</summary>
internal static class FieldsOf
{
    /// <summary>
    /// What whoever applies the value comes to own: the leaves, the keys of maps and the items of lists. A struct is not
    /// owned by itself, only what is in it.
    /// </summary>
    public static FieldSet Applied(Shape shape, JsonElement value)
    {
        var form = Values.FormOf(shape, value);
        if (form == ShapeForm.Leaf) return FieldSet.Self;
        var below = new List<(string, FieldSet)>();
        if (form == ShapeForm.Object)
        {
            if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject())
                {
                    var (step, inner, known) = Values.Field(shape, property.Name);
                    var set = Applied(inner, property.Value);
                    var whole = !known || property.Value.ValueKind == JsonValueKind.Null
                        || (property.Value.ValueKind == JsonValueKind.Object && Values.IsBlank(property.Value));
                    below.Add((step, whole ? set.WithSelf() : set));
                }
        }
        else
        {
            foreach (var (step, item) in Values.Items(shape, value)) below.Add((step, Applied(shape.Items, item).WithSelf()));
        }

        return FieldSet.Of(isMember: false, below);
    }

    /// <summary>The value and everything in it: what a write that brings it, or takes it away, has changed.</summary>
    public static FieldSet All(Shape shape, JsonElement value)
    {
        var below = new List<(string, FieldSet)>();
        switch (Values.FormOf(shape, value))
        {
            case ShapeForm.Object when value.ValueKind == JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    var (step, inner, _) = Values.Field(shape, property.Name);
                    below.Add((step, All(inner, property.Value)));
                }

                break;
            case ShapeForm.KeyedList or ShapeForm.Set:
                foreach (var (step, item) in Values.Items(shape, value))
                    below.Add((step, shape.Form == ShapeForm.Set ? FieldSet.Self : All(shape.Items, item)));
                break;
        }

        return FieldSet.Of(isMember: true, below);
    }
}
