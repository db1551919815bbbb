using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>Every list of the model that is merged item by item, whichever kind it is in.</summary>
public sealed class MergeKeyTests
{
    public static TheoryData<string> KeyedLists => [.. Lists().Where(list => list.ListKeys.Count > 0).Select(list => list.ToString()!)];

    public static TheoryData<string> SetLists => [.. Lists().Where(list => list.IsSet).Select(list => list.ToString()!)];

    [Theory]
    [MemberData(nameof(KeyedLists))]
    public void Items_with_other_keys_are_added_and_items_with_the_same_keys_are_merged(string list)
    {
        var field = Lists().Single(one => one.ToString() == list);
        var shape = Shape.Of(TypeSchema.Of(field.Property.DeclaringType!));
        foreach (var key in field.ListKeys) field.Value.Items!.Fields!.Find(key).ShouldNotBeNull($"{list} has items without {key}");

        var (first, second) = (Item(field, 1), Item(field, 2));
        var live = Element(new JsonObject { [field.Name] = new JsonArray(first.DeepClone(), second.DeepClone()) });
        var over = second.DeepClone().AsObject();
        over["extra"] = "new";
        var applied = Element(new JsonObject { [field.Name] = new JsonArray(over, Item(field, 3)) });
        var merged = TypedMerge.Of(shape, live, applied)![field.Name]!.AsArray();

        merged.Select(item => Key(item!)).ShouldBe([Key(first), Key(second), Key(Item(field, 3))]);
        merged[1]!["extra"]!.GetValue<string>().ShouldBe("new");
        var owned = FieldsOf.Applied(shape, applied);
        var pruned = Pruning.Of(shape, Element(merged.Parent!), owned, FieldSet.Empty)?[field.Name]?.AsArray();
        (pruned is null).ShouldBeTrue("the field was given up, and nobody owns it");
        FieldsV1.Read(FieldsV1.Write(owned)).ShouldBe(owned);

        string Key(JsonNode item) => string.Join('/', field.ListKeys.Select(key => item[key]!.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(SetLists))]
    public void Values_of_a_set_are_there_once(string list)
    {
        var field = Lists().Single(one => one.ToString() == list);
        var shape = Shape.Of(TypeSchema.Of(field.Property.DeclaringType!));

        var merged = TypedMerge.Of(shape, JsonElement.Parse($$"""{"{{field.Name}}":["a","b"]}"""), JsonElement.Parse($$"""{"{{field.Name}}":["b","c"]}"""));

        merged![field.Name]!.ToJsonString().ShouldBe("""["a","b","c"]""");
    }

    [Fact]
    public void There_are_such_lists() => new[] { "PodSpec.containers", "Container.ports", "Container.env", "ObjectMeta.ownerReferences", "ObjectMeta.finalizers" }
        .ShouldBeSubsetOf(Lists().Select(list => list.ToString()!));

    private static JsonObject Item(FieldSchema list, int number)
    {
        var item = new JsonObject();
        foreach (var key in list.ListKeys)
            item[key] = list.Value.Items!.Fields!.Find(key)!.Value.Form == ValueForm.Integer ? number : $"{key}-{number}";
        return item;
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static List<FieldSchema> Lists()
    {
        var (found, seen) = (new List<FieldSchema>(), new HashSet<Type>());
        foreach (var kind in ResourceKind.All) Visit(TypeSchema.Of(kind.Type));
        return [.. found.DistinctBy(field => field.ToString())];

        void Visit(TypeSchema schema)
        {
            if (!seen.Add(schema.Type)) return;
            foreach (var field in schema.Fields)
            {
                if (field.Value.Form == ValueForm.List && (field.IsSet || field.ListKeys.Count > 0)) found.Add(field);
                for (var value = field.Value; value is not null; value = value.Items)
                    if (value.Fields is { } inner) Visit(inner);
            }
        }
    }
}
