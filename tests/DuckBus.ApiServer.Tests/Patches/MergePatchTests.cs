using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Patches;

public sealed class MergePatchTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":1}""", """{"a":1}""", """{"e":1,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Objects_are_merged_null_removes_and_the_rest_replaces(string current, string patch, string expected) =>
        PatchTest.Apply(PatchTest.Merge, patch, current).ShouldBeJson(expected);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_difference_of_two_objects_makes_one_of_the_other(int seed)
    {
        var random = new Random(seed);
        var (before, after) = (RandomObject(random, 4), RandomObject(random, 4));

        var result = PatchTest.Apply(PatchTest.Merge, Difference(before, after).ToJsonString(), before.ToJsonString());

        result.ShouldBeJson(after.ToJsonString(), $"seed {seed}");
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"a":[null]}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("")]
    public void A_body_that_is_no_patch_is_told(string patch) => PatchTest.Failure(PatchTest.Merge, patch, "{}").Code.ShouldBe(400);

    private static JsonObject Difference(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in after)
        {
            if (JsonNode.DeepEquals(before[name], value)) continue;
            patch[name] = before[name] is JsonObject from && value is JsonObject to ? Difference(from, to) : value!.DeepClone();
        }

        foreach (var (name, _) in before.Where(entry => !after.ContainsKey(entry.Key))) patch[name] = null;
        return patch;
    }

    private static JsonObject RandomObject(Random random, int depth)
    {
        var result = new JsonObject();
        for (var i = random.Next(5); i > 0; i--)
            result[$"f{random.Next(6)}"] = (depth == 0 ? random.Next(2) : random.Next(4)) switch
            {
                0 => random.Next(3),
                1 => $"v{random.Next(3)}",
                2 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => JsonValue.Create(random.Next(3)))]),
                _ => RandomObject(random, depth - 1),
            };
        return result;
    }
}
