using System.Text.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>What differs between two states of an object.</summary>
/// <param name="Added">Fields that only the later one has.</param>
/// <param name="Modified">Fields that both have, with different values.</param>
/// <param name="Removed">Fields that only the earlier one has.</param>
internal sealed record Comparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>Nothing differs.</summary>
    public static Comparison Nothing { get; } = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);

    private static readonly Comparison Changed = new(FieldSet.Empty, FieldSet.Self, FieldSet.Empty);

    /// <summary>What the later state sets anew.</summary>
    public FieldSet Set => Added.Union(Modified);

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>Compares two states of a value.</summary>
    public static Comparison Of(Shape shape, JsonElement before, JsonElement after)
    {
        if (Values.SameText(before, after)) return Nothing;
        var form = Values.FormOf(shape, before.ValueKind == JsonValueKind.Null ? after : before);
        if (form == ShapeForm.Leaf || form != Values.FormOf(shape, after) || (Values.IsBlank(before) && Values.IsBlank(after)))
            return Values.Same(before, after) ? Nothing : Changed;
        return form == ShapeForm.Object ? OfFields(shape, before, after) : OfItems(shape, before, after);
    }

    /// <summary>The part of it that a filter leaves.</summary>
    public Comparison Only(Func<FieldSet, FieldSet> filter) => new(filter(Added), filter(Modified), filter(Removed));

    private static Comparison OfFields(Shape shape, JsonElement before, JsonElement after)
    {
        var differences = new Differences();
        var old = Values.Fields(before);
        if (after.ValueKind == JsonValueKind.Object)
            foreach (var property in after.EnumerateObject())
            {
                var (step, inner, _) = Values.Field(shape, property.Name);
                if (old.Remove(property.Name, out var was)) differences.Add(step, Of(inner, was, property.Value));
                else differences.Added.Add((step, FieldsOf.All(inner, property.Value)));
            }

        foreach (var (name, was) in old)
        {
            var (step, inner, _) = Values.Field(shape, name);
            differences.Removed.Add((step, FieldsOf.All(inner, was)));
        }

        return differences.Result();
    }

    private static Comparison OfItems(Shape shape, JsonElement before, JsonElement after)
    {
        var differences = new Differences();
        var inner = shape.Form == ShapeForm.Set ? Shape.Leaf : shape.Items;
        var old = Values.Items(shape, before).ToLookup(item => item.Step, item => item.Item, StringComparer.Ordinal);
        var now = Values.Items(shape, after).ToLookup(item => item.Step, item => item.Item, StringComparer.Ordinal);
        foreach (var items in now)
            if (old[items.Key].ToList() is not { Count: > 0 } were) differences.Added.Add((items.Key, FieldsOf.All(inner, items.First())));
            else if (were.Count == 1 && items.Count() == 1) differences.Add(items.Key, Of(inner, were[0], items.First()));
            else if (were.Count != items.Count() || were.Zip(items).Any(pair => !Values.Same(pair.First, pair.Second))) differences.Add(items.Key, Changed);
        foreach (var items in old.Where(items => !now.Contains(items.Key)))
            differences.Removed.Add((items.Key, FieldsOf.All(inner, items.First())));
        return differences.Result();
    }

    /// <summary>The differences of what is in a value, as they are found.</summary>
    private sealed class Differences
    {
        private readonly List<(string, FieldSet)> modified = [];

        public List<(string, FieldSet)> Added { get; } = [];

        public List<(string, FieldSet)> Removed { get; } = [];

        public void Add(string step, Comparison inner)
        {
            if (ReferenceEquals(inner, Nothing)) return;
            Added.Add((step, inner.Added));
            modified.Add((step, inner.Modified));
            Removed.Add((step, inner.Removed));
        }

        public Comparison Result() =>
            new(FieldSet.Of(false, Added), FieldSet.Of(false, modified), FieldSet.Of(false, Removed));
    }
}
