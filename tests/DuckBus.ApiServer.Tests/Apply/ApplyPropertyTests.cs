using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>What holds for whatever is applied. The seed is the case, so that a failure can be run again.</summary>
public sealed class ApplyPropertyTests
{
    private const int Runs = 150;

    public static TheoryData<Type> Kinds => [typeof(Deployment), typeof(Pod), typeof(ConfigMap), typeof(Node), typeof(Secret)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_object_is_what_was_applied_last_on_the_fields_that_its_manager_owns(Type kind) => ForAll(kind, (random, schema, story) =>
    {
        var (a, b) = (random.Of(schema), random.Of(schema));

        story.Apply("a", a).Apply("b", b, force: true);

        Holds(schema, b, story.Json);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void To_apply_the_same_again_changes_nothing(Type kind) => ForAll(kind, (random, schema, story) =>
    {
        var (a, b) = (random.Of(schema), random.Of(schema));
        story.Apply("a", a).Apply("b", b, force: true);
        var (before, json) = (story.ToString(), story.Json);

        story.Apply("b", b).ToString().ShouldBe(before);
        if (story.Fields("a").Equals(FieldScope.Of(story.Kind, null, FieldsOf.Applied(Shape.Of(schema), Element(a)))))
            JsonNode.DeepEquals(Sorted(story.Apply("a", a).Json), Sorted(json)).ShouldBeTrue($"{before}\n{story}");
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Managers_with_different_fields_do_not_care_who_is_first(Type kind) => ForAll(kind, (random, schema, story) =>
    {
        var a = random.Of(schema, may: name => name.GetHashCode(StringComparison.Ordinal) % 2 == 0 || name is "metadata" or "spec" or "template");
        var b = Disjoint(schema, a, random.Of(schema));

        story.Apply("a", a).Apply("b", b);
        var other = story.New().Apply("b", b).Apply("a", a);

        JsonNode.DeepEquals(Sorted(story.Json), Sorted(other.Json)).ShouldBeTrue($"{story}\n{other}");
        story.Fields("a").ShouldBe(other.Fields("a"));
        story.Fields("b").ShouldBe(other.Fields("b"));
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_manager_gives_up_goes_and_what_others_own_stays(Type kind) => ForAll(kind, (random, schema, story) =>
    {
        var (a, b) = (random.Of(schema), random.Of(schema));

        story.Apply("a", a).Apply("b", b, force: true).Apply("a", []);

        Holds(schema, b, story.Json);
        story.Owned("a").ShouldBeEmpty();
        var alone = story.New().Apply("b", b);
        JsonNode.DeepEquals(Sorted(story.Json), Sorted(alone.Json)).ShouldBeTrue($"{story}\n{alone}");
    });

    private static void ForAll(Type kind, Action<RandomConfiguration, TypeSchema, Story> property)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            try
            {
                property(new RandomConfiguration(seed), TypeSchema.Of(kind), new Story(ResourceKind.All.Single(one => one.Type == kind)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>Every field that the configuration sets has the value that it sets.</summary>
    private static void Holds(TypeSchema schema, JsonObject configuration, JsonObject actual)
    {
        var wanted = ModelJson.Read<JsonElement>(ModelJson.Write(JsonSerializer.Deserialize(configuration, schema.Type, ModelJson.Options)!));
        var changes = Comparison.Of(Shape.Of(schema), wanted, Element(actual));
        var applied = FieldsOf.Applied(Shape.Of(schema), Element(configuration));
        applied.Intersect(changes.Modified.Union(changes.Removed)).ToString().ShouldBeEmpty();
    }

    /// <summary>The part of a configuration whose fields another does not set.</summary>
    private static JsonObject Disjoint(TypeSchema schema, JsonObject other, JsonObject configuration)
    {
        var result = (JsonObject)configuration.DeepClone();
        foreach (var field in schema.Fields)
        {
            if (result[field.Name] is not { } value || other[field.Name] is not { } taken) continue;
            if (value is JsonObject mine && taken is JsonObject theirs && field.Value.Fields is { IsAtomic: false } inner && !field.IsAtomic)
                result[field.Name] = Disjoint(inner, theirs, mine);
            else result.Remove(field.Name);
        }

        return result;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))
            .Where(entry => entry.Value is not JsonObject { Count: 0 } and not null)),
        JsonArray list => new JsonArray([.. list.Select(Sorted).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        _ => node?.DeepClone(),
    };

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
