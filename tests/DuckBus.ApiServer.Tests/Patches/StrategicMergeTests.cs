namespace DuckBus.ApiServer.Tests.Patches;

public sealed class StrategicMergeTests
{
    private const string Two = """{"ducks":[{"name":"a","color":"red"},{"name":"b"}]}""";

    [Theory]
    [InlineData("""{"name":"x","notes":{"a":"1"}}""", """{"name":"y","notes":{"b":"2"}}""", """{"name":"y","notes":{"a":"1","b":"2"}}""")]
    [InlineData("""{"name":"x","notes":{"a":"1","b":"2"}}""", """{"name":null,"notes":{"a":null}}""", """{"notes":{"b":"2"}}""")]
    [InlineData("""{}""", """{"weather":{"rain":null,"sun":"hot"},"name":null}""", """{"weather":{"sun":"hot"}}""")]
    [InlineData("""{"boats":{"x":{"name":"a","color":"red"}}}""", """{"boats":{"x":{"color":"blue"},"y":{"name":"b"}}}""", """{"boats":{"x":{"name":"a","color":"blue"},"y":{"name":"b"}}}""")]
    [InlineData("""{"unknown":{"a":1,"b":[1,2]}}""", """{"unknown":{"a":2,"b":[3]}}""", """{"unknown":{"a":2,"b":[3]}}""")]
    [InlineData("""{"weather":"old"}""", """{"weather":{"sun":"hot"}}""", """{"weather":{"sun":"hot"}}""")]
    [InlineData("""{"weather":{"sun":"hot"}}""", """{"weather":"new"}""", """{"weather":"new"}""")]
    public void Objects_are_merged_field_by_field(string current, string patch, string expected) => Check(current, patch, expected);

    [Theory]
    [InlineData("""{"ducks":[{"name":"a","color":"blue"}]}""", """{"ducks":[{"name":"a","color":"blue"},{"name":"b"}]}""")]
    [InlineData("""{"ducks":[{"name":"a","color":null}]}""", """{"ducks":[{"name":"a"},{"name":"b"}]}""")]
    [InlineData("""{"ducks":[{"name":"c"}]}""", """{"ducks":[{"name":"c"},{"name":"a","color":"red"},{"name":"b"}]}""")]
    [InlineData("""{"ducks":[{"name":"b","color":"green"},{"name":"c"}]}""", """{"ducks":[{"name":"a","color":"red"},{"name":"b","color":"green"},{"name":"c"}]}""")]
    [InlineData("""{"ducks":[]}""", Two)]
    [InlineData("""{"ducks":null}""", """{}""")]
    [InlineData("""{"ducks":[{"name":"a","dives":[{"depth":3,"seconds":null}]}]}""", """{"ducks":[{"name":"a","color":"red","dives":[{"depth":3}]},{"name":"b"}]}""")]
    public void Lists_with_a_merge_key_are_merged_item_by_item(string patch, string expected) => Check(Two, patch, expected);

    [Fact]
    public void Keys_may_be_numbers() => Check(
        """{"ducks":[{"name":"a","dives":[{"depth":3,"seconds":1},{"depth":5}]}]}""",
        """{"ducks":[{"name":"a","dives":[{"depth":5,"seconds":2},{"depth":3,"$patch":"delete"}]}]}""",
        """{"ducks":[{"name":"a","dives":[{"depth":5,"seconds":2}]}]}""");

    [Theory]
    [InlineData("""{"ducks":[{"name":"a","$patch":"delete"}]}""", """{"ducks":[{"name":"b"}]}""")]
    [InlineData("""{"ducks":[{"name":"x","$patch":"delete"}]}""", Two)]
    [InlineData("""{"ducks":[{"name":"c"},{"name":"b","$patch":"delete"}]}""", """{"ducks":[{"name":"c"},{"name":"a","color":"red"}]}""")]
    [InlineData("""{"ducks":[{"$patch":"replace"},{"name":"c"},{"name":"a"}]}""", """{"ducks":[{"name":"c"},{"name":"a"}]}""")]
    [InlineData("""{"ducks":[{"$patch":"replace"}]}""", """{"ducks":[]}""")]
    [InlineData("""{"ducks":[{"name":"a","$patch":"merge","color":"blue"}]}""", """{"ducks":[{"name":"a","color":"blue"},{"name":"b"}]}""")]
    public void Patch_directives_delete_and_replace_items(string patch, string expected) => Check(Two, patch, expected);

    [Theory]
    [InlineData("""{"weather":{"$patch":"replace","sun":"hot"}}""", """{"weather":{"sun":"hot"}}""")]
    [InlineData("""{"weather":{"$patch":"delete"}}""", """{"weather":{}}""")]
    [InlineData("""{"weather":{"$patch":"merge","sun":"hot"}}""", """{"weather":{"kind":"x","rain":"much","sun":"hot"}}""")]
    [InlineData("""{"weather":{"$retainKeys":["kind","sun"],"sun":"hot"}}""", """{"weather":{"kind":"x","sun":"hot"}}""")]
    [InlineData("""{"weather":{"$retainKeys":["kind"],"rain":null}}""", """{"weather":{"kind":"x"}}""")]
    [InlineData("""{"$patch":"replace","name":"y"}""", """{"name":"y"}""")]
    public void Patch_directives_replace_objects_and_say_what_stays(string patch, string expected) =>
        Check("""{"weather":{"kind":"x","rain":"much"}}""", patch, expected);

    [Fact]
    public void Directives_leave_no_trace_in_what_is_new() => Check("{}",
        """{"weather":{"$retainKeys":["sun"],"sun":"hot"},"ducks":[{"name":"a","$patch":"delete"},{"name":"b","$retainKeys":["name"]}],"$setElementOrder/ducks":[{"name":"b"}],"guests":[{"$patch":"replace"},{"name":"g"}],"$deleteFromPrimitiveList/rules":["x"]}""",
        """{"weather":{"sun":"hot"},"ducks":[{"name":"b"}],"guests":[{"name":"g"}]}""");

    [Theory]
    [InlineData("""{"rules":["c"]}""", """["c","a","b"]""")]
    [InlineData("""{"rules":["b","c"]}""", """["a","b","c"]""")]
    [InlineData("""{"$deleteFromPrimitiveList/rules":["a"]}""", """["b"]""")]
    [InlineData("""{"$deleteFromPrimitiveList/rules":["a"],"rules":["c"],"$setElementOrder/rules":["b","c"]}""", """["b","c"]""")]
    [InlineData("""{"$setElementOrder/rules":["b","a"]}""", """["b","a"]""")]
    [InlineData("""{"rules":["a"]}""", """["a","b"]""")]
    public void Sets_of_plain_values_are_merged(string patch, string rules) =>
        Check("""{"rules":["a","b"]}""", patch, $$"""{"rules":{{rules}}}""");

    [Fact]
    public void Other_lists_are_replaced() => Check(
        """{"guests":[{"name":"a","color":"red"}]}""", """{"guests":[{"name":"a"},{"name":"b"}]}""", """{"guests":[{"name":"a"},{"name":"b"}]}""");

    [Theory]
    [InlineData("a b c", "", "c a b", "c a b")]
    [InlineData("a s b t", "", "b a", "s b a t")]
    [InlineData("a s b t", "b", "b a", "s b a t")]
    [InlineData("s a", "n", "n a", "n s a")]
    [InlineData("s a", "n", "a n", "s a n")]
    [InlineData("a b s", "n", "a n b", "a n b s")]
    [InlineData("s", "n", "n", "n s")]
    public void The_order_of_a_patch_wins_and_items_of_the_server_stay_in_theirs(string before, string changed, string order, string after) =>
        Check(
            $$"""{"ducks":[{{Ducks(before)}}]}""",
            $$"""{"$setElementOrder/ducks":[{{Ducks(order)}}]{{(changed.Length > 0 ? $",\"ducks\":[{Ducks(changed)}]" : "")}}}""",
            $$"""{"ducks":[{{Ducks(after)}}]}""");

    [Fact]
    public void A_list_that_the_model_does_not_know_is_merged_by_the_key_that_its_order_tells() => Check(
        """{"unknown":[{"id":1,"x":1},{"id":2}],"words":["a","b"]}""",
        """{"$setElementOrder/unknown":[{"id":3},{"id":1}],"unknown":[{"id":3},{"id":1,"x":2},{"id":2,"$patch":"delete"}],"$setElementOrder/words":["c","a"],"words":["c"],"$deleteFromPrimitiveList/words":["b"]}""",
        """{"unknown":[{"id":3},{"id":1,"x":2}],"words":["c","a"]}""");

    [Theory]
    [InlineData("""{"ducks":[{"color":"red"}]}""", "ducks[0]: the item does not contain declared merge key: name")]
    [InlineData("""{"ducks":[{"$patch":"delete"}]}""", "ducks[0]: the item does not contain declared merge key: name")]
    [InlineData("""{"ducks":["a"]}""", "ducks[0]: an object with name was expected")]
    [InlineData("""{"ducks":[{"name":"a","$patch":"burn"}]}""", "ducks[0].$patch: unknown patch type")]
    [InlineData("""{"weather":{"$patch":1}}""", "weather.$patch: unknown patch type")]
    [InlineData("""{"weather":{"$retainKeys":["kind"],"sun":"hot"}}""", "weather.$retainKeys: it does not have sun")]
    [InlineData("""{"weather":{"$retainKeys":"kind"}}""", "weather.$retainKeys: a list was expected")]
    [InlineData("""{"$setElementOrder/ducks":{}}""", "$setElementOrder/ducks: a list was expected")]
    [InlineData("""{"$setElementOrder/ducks":[{"color":"red"}]}""", "declared merge key: name")]
    [InlineData("""{"$setElementOrder/ducks":[{"name":"a"}],"ducks":[{"name":"c"}]}""", "it lacks one of them")]
    [InlineData("""{"$setElementOrder/ducks":[{"name":"c"},{"name":"a"}],"ducks":[{"name":"a"},{"name":"c"}]}""", "is not that of $setElementOrder")]
    [InlineData("""{"$deleteFromPrimitiveList/rules":"a"}""", "$deleteFromPrimitiveList/rules: a list was expected")]
    [InlineData("""{"rules":[{}]}""", "rules[0]: a plain value was expected")]
    public void A_patch_that_cannot_be_merged_is_told(string patch, string message)
    {
        var failure = PatchTest.Failure(PatchTest.Strategic, patch, """{"ducks":[{"name":"a"}],"rules":["a"],"weather":{}}""");

        failure.Code.ShouldBe(400);
        failure.Message!.ShouldContain(message);
    }

    [Fact]
    public void An_item_of_the_object_without_its_key_is_told()
    {
        var failure = PatchTest.Failure(PatchTest.Strategic, """{"ducks":[{"name":"b"}]}""", """{"ducks":[{"color":"red"}]}""");

        failure.Code.ShouldBe(422);
        failure.Message!.ShouldContain("ducks[0]: the item does not contain declared merge key: name");
    }

    private static void Check(string current, string patch, string expected) =>
        PatchTest.Apply(PatchTest.Strategic, patch, current).ShouldBeJson(expected);

    private static string Ducks(string names) =>
        string.Join(',', names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $$"""{"name":"{{name}}"}"""));
}
