using System.Text.Json.Nodes;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>Each way in which a list or a map is owned.</summary>
public sealed class ListKindTests
{
    [Fact]
    public void Keys_of_a_map_are_owned_one_by_one()
    {
        var story = Story.Of<ConfigMap>().Apply("a", """{"data":{"x":"1","y":"1"}}""").Apply("b", """{"data":{"z":"1"}}""").Apply("a", """{"data":{"x":"1"}}""");

        story.Json["data"]!.ToJsonString().ShouldBe("""{"x":"1","z":"1"}""");
        story.Owned("a").ShouldBe(".data.x");
        story.Owned("b").ShouldBe(".data.z");
    }

    [Fact]
    public void Items_of_a_keyed_list_are_merged_by_their_key()
    {
        var story = Story.Of<Pod>()
            .Apply("a", """{"spec":{"containers":[{"name":"one","image":"1"},{"name":"two","image":"1"}]}}""")
            .Apply("b", """{"spec":{"containers":[{"name":"side","image":"s"},{"name":"two","tty":true}]}}""");

        Names(story.Json, "containers").ShouldBe(["one", "side", "two"]);
        story.Json["spec"]!["containers"]![2]!["image"]!.GetValue<string>().ShouldBe("1");
        story.Apply("a", """{"spec":{"containers":[{"name":"two","image":"1"}]}}""");
        Names(story.Json, "containers").ShouldBe(["side", "two"]);
        story.Owned("b").ShouldBe(""".spec.containers[name="side"] .spec.containers[name="side"].image .spec.containers[name="side"].name .spec.containers[name="two"] .spec.containers[name="two"].name .spec.containers[name="two"].tty""");
    }

    [Fact]
    public void An_item_that_another_owns_a_part_of_goes_with_its_last_owner()
    {
        var story = Story.Of<Pod>().Apply("a", """{"spec":{"containers":[{"name":"one","image":"1"},{"name":"two","image":"1"}]}}""");
        story.Update("b", JsonNode.Parse(story.ToString().Replace("\"image\":\"1\"", "\"image\":\"2\"", StringComparison.Ordinal))!.AsObject());

        story.Apply("a", """{"spec":{"containers":[{"name":"two"}]}}""");

        Names(story.Json, "containers").ShouldBe(["two"]);
        story.Owned("b", "Update").ShouldBe(""".spec.containers[name="two"].image""");
    }

    [Fact]
    public void A_key_that_is_left_out_has_its_default()
    {
        var story = Story.Of<Pod>()
            .Apply("a", """{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}""")
            .Apply("b", """{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80,"protocol":"TCP","name":"http"},{"containerPort":80,"protocol":"UDP"}]}]}}""");

        story.Json["spec"]!["containers"]![0]!["ports"]!.AsArray().Select(port => $"{port!["name"]}{port["protocol"]}").ShouldBe(["httpTCP", "UDP"]);
    }

    [Fact]
    public void Values_of_a_set_are_owned_one_by_one()
    {
        var story = Story.Of<ConfigMap>()
            .Apply("a", """{"metadata":{"finalizers":["a/1","a/2"]}}""")
            .Apply("b", """{"metadata":{"finalizers":["a/2","b/1"]}}""")
            .Apply("a", """{"metadata":{"finalizers":[]}}""");

        story.Present!.Metadata.Finalizers.ShouldBe(["a/2", "b/1"]);
        story.Owned("b").ShouldBe(""".metadata.finalizers[="a/2"] .metadata.finalizers[="b/1"]""");
    }

    [Fact]
    public void An_atomic_list_is_replaced_as_a_whole()
    {
        var story = Story.Of<Pod>().Apply("a", """{"spec":{"containers":[{"name":"c","args":["1","2"]}]}}""");

        Should.Throw<DuckBus.Model.Errors.StatusException>(() => story.Apply("b", """{"spec":{"containers":[{"name":"c","args":["3"]}]}}"""))
            .Message.ShouldBe("""Apply failed with 1 conflict: conflict with "a": .spec.containers[name="c"].args""");
        story.Apply("b", """{"spec":{"containers":[{"name":"c","args":["3"]}]}}""", force: true);
        story.As<Pod>().Spec.Containers.Single().Args.ShouldBe(["3"]);
    }

    [Fact]
    public void A_selector_is_atomic()
    {
        var story = Story.Of<Deployment>().Apply("a", """{"spec":{"selector":{"matchLabels":{"x":"1","y":"1"}}}}""");

        story.Owned("a").ShouldBe(".spec.selector");
        story.Apply("a", """{"spec":{"selector":{"matchLabels":{"x":"1"}}}}""");
        story.As<Deployment>().Spec.Selector!.MatchLabels!.Keys.ShouldBe(["x"]);
    }

    [Fact]
    public void A_field_that_the_model_does_not_know_is_owned_key_by_key()
    {
        var story = Story.Of<Pod>().Apply("a", """{"spec":{"futuristic":{"x":1,"y":[1,2]}}}""").Apply("b", """{"spec":{"futuristic":{"z":1}}}""").Apply("a", """{"spec":{"futuristic":{"y":[3]}}}""");

        story.Json["spec"]!["futuristic"]!.ToJsonString().ShouldBe("""{"y":[3],"z":1}""");
    }

    [Fact]
    public void Null_takes_a_value_away_and_is_owned()
    {
        var story = Story.Of<Pod>().Apply("a", """{"spec":{"hostname":"h"}}""").Apply("a", """{"spec":{"hostname":null}}""");

        story.Json["spec"]!["hostname"].ShouldBeNull();
        story.Owned("a").ShouldBe(".spec.hostname");
    }

    [Fact]
    public void What_was_scaled_is_owned_through_the_scale()
    {
        const string Wanted = """{"spec":{"replicas":3}}""";
        var story = Story.Of<Deployment>().Apply("a", Wanted);
        var scaled = story.Json;
        scaled["spec"]!["replicas"] = 5;

        story.Update("hpa", scaled, "scale");

        Should.Throw<DuckBus.Model.Errors.StatusException>(() => story.Apply("a", Wanted))
            .Message.ShouldBe("""Apply failed with 1 conflict: conflict with "hpa" with subresource "scale" using apps/v1: .spec.replicas""");
        story.Apply("a", "{}").As<Deployment>().Spec.Replicas.ShouldBe(5);
    }

    private static string[] Names(JsonObject json, string list) =>
        [.. json["spec"]![list]!.AsArray().Select(item => item!["name"]!.GetValue<string>())];
}
