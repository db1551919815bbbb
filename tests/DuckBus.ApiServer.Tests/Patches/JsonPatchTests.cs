using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Patches;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/a","value":{"c":[]}}]""", """{"a":{"c":[]}}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/-","value":2}]""", """{"a":[1,2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"","value":{"b":1}}]""", """{"b":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":null}]""", """{"a":1,"b":null}""")]
    [InlineData("""{"a":1,"b":2}""", """[{"op":"remove","path":"/a"}]""", """{"b":2}""")]
    [InlineData("""{"a":[1,2,3]}""", """[{"op":"remove","path":"/a/1"}]""", """{"a":[1,3]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/a","value":"x"}]""", """{"a":"x"}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"replace","path":"/a/0","value":9}]""", """{"a":[9,2]}""")]
    [InlineData("""{"a":{"b":1},"c":{}}""", """[{"op":"move","from":"/a/b","path":"/c/d"}]""", """{"a":{},"c":{"d":1}}""")]
    [InlineData("""{"a":[1,2,3]}""", """[{"op":"move","from":"/a/0","path":"/a/2"}]""", """{"a":[2,3,1]}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/a"}]""", """{"a":1}""")]
    [InlineData("""{"a":{"b":[1]}}""", """[{"op":"copy","from":"/a/b","path":"/c"},{"op":"add","path":"/c/-","value":2}]""", """{"a":{"b":[1]},"c":[1,2]}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1.0}]""", """{"a":1}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """[{"op":"test","path":"/a","value":{"y":2,"x":1}}]""", """{"a":{"x":1,"y":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/b","value":null}]""", """{"a":1}""")]
    [InlineData("""{"a/b":1,"m~n":2,"":3}""", """[{"op":"remove","path":"/a~1b"},{"op":"remove","path":"/m~0n"},{"op":"remove","path":"/"}]""", """{}""")]
    [InlineData("""{"~1":1}""", """[{"op":"replace","path":"/~01","value":2}]""", """{"~1":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":1,"unknown":true}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":1}""", """[]""", """{"a":1}""")]
    public void Steps_are_done_in_order(string current, string patch, string expected) =>
        PatchTest.Apply(PatchTest.Json, patch, current).ShouldBeJson(expected);

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", "/a", "test failed: the value is 1, not 2")]
    [InlineData("""[{"op":"test","path":"/b","value":2}]""", "/b", "missing path")]
    [InlineData("""[{"op":"remove","path":"/b"}]""", "/b", "missing path")]
    [InlineData("""[{"op":"replace","path":"/b","value":1}]""", "/b", "missing path")]
    [InlineData("""[{"op":"add","path":"/b/c","value":1}]""", "/b/c", "missing path")]
    [InlineData("""[{"op":"add","path":"/a/c","value":1}]""", "/a/c", "missing path")]
    [InlineData("""[{"op":"copy","from":"/b","path":"/c"}]""", "/b", "missing path")]
    [InlineData("""[{"op":"add","path":"/l/3","value":1}]""", "/l/3", "beyond the end")]
    [InlineData("""[{"op":"remove","path":"/l/2"}]""", "/l/2", "beyond the end")]
    [InlineData("""[{"op":"remove","path":"/l/-"}]""", "/l/-", "no index")]
    [InlineData("""[{"op":"remove","path":"/l/-1"}]""", "/l/-1", "no index")]
    [InlineData("""[{"op":"remove","path":"/l/01"}]""", "/l/01", "no index")]
    [InlineData("""[{"op":"remove","path":"/l/99999999999"}]""", "/l/99999999999", "no index")]
    [InlineData("""[{"op":"move","from":"/o","path":"/o/p"}]""", "/o/p", "into itself")]
    [InlineData("""[{"op":"remove","path":""}]""", "the whole document", "cannot be removed")]
    [InlineData("""[{"op":"replace","path":"","value":[1]}]""", "the whole document", "no longer an object")]
    public void A_step_that_cannot_be_done_is_told(string patch, string field, string message)
    {
        var failure = PatchTest.Failure(PatchTest.Json, patch, """{"a":1,"l":[1,2],"o":{}}""");

        failure.Code.ShouldBe(422);
        failure.Reason.ShouldBe("Invalid");
        failure.Message!.ShouldContain(message);
        failure.Details!.Causes!.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("""{}""", "not a JSON list")]
    [InlineData("""[1]""", "[0]: an operation is an object")]
    [InlineData("""[{"path":"/a","value":1}]""", "[0].op")]
    [InlineData("""[{"op":"jump","path":"/a"}]""", "\"jump\" is none of add, remove, replace, move, copy, test")]
    [InlineData("""[{"op":"remove"}]""", "[0].path")]
    [InlineData("""[{"op":"remove","path":"a"}]""", "is no JSON pointer")]
    [InlineData("""[{"op":"remove","path":"/~2"}]""", "is no JSON pointer")]
    [InlineData("""[{"op":"remove","path":"/a~"}]""", "is no JSON pointer")]
    [InlineData("""[{"op":"remove","path":7}]""", "a string is required")]
    [InlineData("""[{"op":"add","path":"/a"}]""", "add needs a value")]
    [InlineData("""[{"op":"copy","path":"/a"}]""", "[0].from")]
    public void A_body_that_is_no_patch_is_told(string patch, string message)
    {
        var failure = PatchTest.Failure(PatchTest.Json, patch, """{"a":1}""");

        failure.Code.ShouldBe(400);
        failure.Message!.ShouldContain(message);
    }

    [Fact]
    public void A_patch_can_be_applied_again()
    {
        var patch = PatchTest.Read(PatchTest.Json, """[{"op":"add","path":"/l/-","value":{"x":1}},{"op":"add","path":"/l/0/y","value":2}]""");

        patch.Apply(JsonNode.Parse("""{"l":[]}""")!.AsObject()).ShouldBeJson("""{"l":[{"x":1,"y":2}]}""");
        patch.Apply(JsonNode.Parse("""{"l":[]}""")!.AsObject()).ShouldBeJson("""{"l":[{"x":1,"y":2}]}""");
    }

    [Fact]
    public void Copies_cannot_fill_the_memory()
    {
        var steps = Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/a/-"}""", 200);

        var failure = PatchTest.Failure(PatchTest.Json, $"[{string.Join(',', steps)}]", """{"a":["0123456789"]}""");

        failure.Code.ShouldBeOneOf(413, 422);
    }

    [Fact]
    public void Moves_cannot_nest_without_end()
    {
        const string Deeper = """{"op":"add","path":"/n","value":{}},{"op":"move","from":"/a","path":"/n/a"},{"op":"move","from":"/n","path":"/a"}""";

        var failure = PatchTest.Failure(PatchTest.Json, $"[{string.Join(',', Enumerable.Repeat(Deeper, 100))}]", """{"a":{}}""");

        failure.Code.ShouldBe(422);
        failure.Message!.ShouldContain("more than 64 levels");
    }

    [Fact]
    public void Ten_thousand_steps_are_enough()
    {
        var step = """{"op":"test","path":"/a","value":1}""";

        PatchTest.Apply(PatchTest.Json, $"[{string.Join(',', Enumerable.Repeat(step, 10_000))}]", """{"a":1}""").ShouldBeJson("""{"a":1}""");
        var failure = PatchTest.Failure(PatchTest.Json, $"[{string.Join(',', Enumerable.Repeat(step, 10_001))}]", """{"a":1}""");

        failure.Code.ShouldBe(413);
        failure.Message.ShouldBe("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/metadata/resourceVersion","value":"7"}]""", "7")]
    [InlineData("""[{"op":"add","path":"/metadata","value":{"resourceVersion":"8"}}]""", "8")]
    [InlineData("""[{"op":"remove","path":"/metadata/labels"}]""", null)]
    public void The_version_that_a_patch_sets_is_the_one_it_is_meant_for(string patch, string? version) =>
        PatchTest.Read(PatchTest.Json, patch).Version.ShouldBe(version);
}
