using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>Patches as HTTP calls.</summary>
public sealed class PatchCallTests : ServerTests
{
    private const string Web = "/api/v1/namespaces/default/pods/web";

    [Theory]
    [InlineData(PatchTest.Json, """[{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]""")]
    [InlineData(PatchTest.Merge, """{"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData(PatchTest.Strategic, """{"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData(PatchTest.Strategic + "; charset=utf-8", """{"metadata":{"labels":{"a":"b"}}}""")]
    public async Task Each_type_of_patch_changes_an_object(string type, string patch)
    {
        await Server.PodAsync("web");

        var answer = await Server.SendAsync("PATCH", Web, patch, type);

        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body.At("metadata.labels.a").ShouldBe("b");
        (await Server.GetAsync(Web)).Body.At("metadata.labels.a").ShouldBe("b");
    }

    [Theory]
    [InlineData(PatchTest.Json, """[{"op":"add","path":"/status/phase","value":"Running"},{"op":"replace","path":"/spec/containers/0/image","value":"x"}]""")]
    [InlineData(PatchTest.Merge, """{"status":{"phase":"Running"},"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData(PatchTest.Strategic, """{"status":{"phase":"Running"},"metadata":{"labels":{"a":"b"}}}""")]
    public async Task Each_type_of_patch_changes_only_the_status_through_the_status(string type, string patch)
    {
        var pod = await Server.PodAsync("web");

        var answer = await Server.SendAsync("PATCH", Web + "/status", patch, type);

        answer.Code.ShouldBe(200, answer.ToString());
        answer.Body.At("status.phase").ShouldBe("Running");
        answer.Body.At("metadata.labels.a").ShouldBeNull();
        answer.Body.At("spec.containers.0.image").ShouldBe(pod.At("spec.containers.0.image"));
    }

    [Theory]
    [InlineData(PatchTest.Json, """[{"op":"replace","path":"/metadata/resourceVersion","value":"VERSION"},{"op":"add","path":"/metadata/labels","value":{"a":"b"}}]""")]
    [InlineData(PatchTest.Merge, """{"metadata":{"resourceVersion":"VERSION","labels":{"a":"b"}}}""")]
    [InlineData(PatchTest.Strategic, """{"metadata":{"resourceVersion":"VERSION","labels":{"a":"b"}}}""")]
    public async Task A_patch_that_names_a_version_is_refused_once_the_object_changed(string type, string patch)
    {
        var pod = await Server.PodAsync("web");
        patch = patch.Replace("VERSION", pod.At("metadata.resourceVersion"));
        await Server.SendAsync("PATCH", Web, """{"metadata":{"labels":{"x":"y"}}}""");

        var answer = await Server.SendAsync("PATCH", Web, patch, type);

        answer.Code.ShouldBe(409, answer.ToString());
        answer.Reason.ShouldBe("Conflict");
    }

    [Theory]
    [InlineData(PatchTest.Json, """[{"op":"add","path":"/metadata/annotations/kID","value":"v"}]""")]
    [InlineData(PatchTest.Strategic, """{"metadata":{"annotations":{"kID":"v"}}}""")]
    public async Task Patches_at_the_same_time_all_get_through(string type, string patch)
    {
        await Server.PodAsync("web");
        await Server.SendAsync("PATCH", Web, """{"metadata":{"annotations":{"x":"y"}}}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Server.SendAsync("PATCH", Web, patch.Replace("ID", $"{i}"), type)));

        answers.ShouldAllBe(answer => answer.Code == 200);
        (await Server.GetAsync(Web)).Body["metadata"]!["annotations"]!.AsObject().Count.ShouldBe(21);
    }

    [Fact]
    public async Task Another_type_is_refused_with_the_types_that_are_served()
    {
        await Server.PodAsync("web");

        var answer = await Server.SendAsync("PATCH", Web, "{}", "application/json");

        answer.Code.ShouldBe(415);
        answer.Message.ShouldStartWith("the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml");
    }

    [Theory]
    [InlineData(PatchTest.Json, """[{"op":"test","path":"/metadata/name","value":"other"}]""", 422, "/metadata/name")]
    [InlineData(PatchTest.Json, """[{"op":"replace","path":"/metadata/name","value":"other"}]""", 400, "metadata.name")]
    [InlineData(PatchTest.Json, """[{"op":"add","path":"/spec/containers/-","value":null}]""", 400, "spec.containers[1]")]
    [InlineData(PatchTest.Json, """[{"op":"replace","path":"/kind","value":"Node"}]""", 400, "kind")]
    [InlineData(PatchTest.Json, """[{"op":"replace","path":"/spec","value":7}]""", 400, "spec")]
    [InlineData(PatchTest.Strategic, """{"$patch":"delete"}""", 422, "spec.containers")]
    [InlineData(PatchTest.Strategic, """{"metadata":{"labels":{"-":"x"}}}""", 422, "metadata.labels")]
    public async Task A_patch_with_a_bad_result_is_told_with_the_field(string type, string patch, int code, string field)
    {
        await Server.PodAsync("web");

        var answer = await Server.SendAsync("PATCH", Web, patch, type);

        answer.Code.ShouldBe(code, answer.ToString());
        answer.Fields.ShouldContain(field, answer.ToString());
    }

    [Fact]
    public async Task A_patch_without_effect_writes_nothing()
    {
        var pod = await Server.PodAsync("web", """{"a":"b"}""");

        var answer = await Server.SendAsync("PATCH", Web, """[{"op":"test","path":"/metadata/labels/a","value":"b"}]""", PatchTest.Json);

        JsonNode.DeepEquals(answer.Body, pod).ShouldBeTrue(answer.ToString());
    }
}
