using System.Text.Json.Nodes;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>Every list of the model that is merged item by item.</summary>
public sealed class MergeKeyTests
{
    private static readonly IReadOnlyList<FieldSchema> Lists = [.. Walk().Where(field => field.MergeKey is not null)];

    public static TheoryData<string> Names => [.. Lists.Select(list => list.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_item_can_be_added_changed_removed_and_moved(string name)
    {
        var list = Lists.First(field => field.ToString() == name);

        Check(list, [Item(3)], "3 1a 2b");
        Check(list, [Item(2, "x")], "1a 2x");
        Check(list, [Item(1, "x"), Item(3, "c"), Item(2, "y")], "1x 3c 2y");
        Check(list, [Item(1, delete: true)], "2b");
        Check(list, [Item(1, delete: true), Item(3)], "3 2b");
        Check(list, [], "2b 1a", order: [2, 1]);
        Check(list, [Item(3)], "2b 3 1a", order: [2, 3, 1]);

        JsonObject Item(int id, string? mark = null, bool delete = false)
        {
            var item = new JsonObject { [list.MergeKey!] = Id(list, id) };
            if (mark is not null) item["mark"] = mark;
            if (delete) item["$patch"] = "delete";
            return item;
        }

        void Check(FieldSchema field, JsonObject[] items, string expected, int[]? order = null)
        {
            var patch = new JsonObject();
            if (items.Length > 0) patch[field.Name] = new JsonArray(items);
            if (order is not null) patch["$setElementOrder/" + field.Name] = new JsonArray([.. order.Select(id => Item(id))]);
            var current = new JsonObject { [field.Name] = new JsonArray(Item(1, "a"), Item(2, "b")) };

            var result = PatchTest.Apply(PatchTest.Strategic, patch.ToJsonString(), current.ToJsonString(), TypeSchema.Of(field.Property.ReflectedType!));

            string.Join(' ', result[field.Name]!.AsArray().Select(item => $"{item![field.MergeKey!]!.ToString().TrimStart('k')}{item["mark"]}")).ShouldBe(expected);
        }
    }

    [Fact]
    public void The_items_of_every_such_list_have_the_key() =>
        Lists.Where(list => list.Value.Items?.Fields?.Find(list.MergeKey!) is null).Select(list => list.ToString()).ShouldBeEmpty();

    private static JsonValue Id(FieldSchema list, int id) =>
        list.Value.Items!.Fields!.Find(list.MergeKey!)!.Value.Form == ValueForm.Integer ? JsonValue.Create(id) : JsonValue.Create($"k{id}");

    private static IEnumerable<FieldSchema> Walk()
    {
        var open = new Queue<TypeSchema>(ResourceKind.All.Select(kind => TypeSchema.Of(kind.Type)).Append(TypeSchema.Of<Pond>()));
        var seen = new HashSet<TypeSchema>(open);
        while (open.TryDequeue(out var type))
            foreach (var field in type.Fields)
            {
                yield return field;
                for (var value = field.Value; value is not null; value = value.Items)
                    if (value.Fields is { } inner && seen.Add(inner))
                        open.Enqueue(inner);
            }
    }
}
