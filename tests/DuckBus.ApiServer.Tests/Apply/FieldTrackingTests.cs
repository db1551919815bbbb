using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>The record of who owns what, through creations, updates and patches.</summary>
public sealed class FieldTrackingTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Who_creates_owns_all_that_it_sets_and_nothing_that_the_server_sets()
    {
        var map = await Server.SendAsync("POST", $"{Maps}?fieldManager=alice", """{"metadata":{"name":"conf","labels":{"x":"y"}},"data":{"a":"1"}}""");

        var entry = map.Body["metadata"]!["managedFields"]!.AsArray().Single()!;
        entry.At("manager").ShouldBe("alice");
        entry.At("operation").ShouldBe("Update");
        entry.At("apiVersion").ShouldBe("v1");
        entry.At("fieldsType").ShouldBe("FieldsV1");
        entry.At("time")!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        entry.At("subresource").ShouldBeNull();
        entry["fieldsV1"]!.ToJsonString().ShouldBe("""{"f:data":{".":{},"f:a":{}},"f:metadata":{"f:labels":{".":{},"f:x":{}}}}""");
    }

    [Theory]
    [InlineData("curl/8.1", "curl")]
    [InlineData("kube controller/v1.30 (linux)", "kube controller")]
    [InlineData(null, "unknown")]
    public async Task Without_a_name_the_manager_is_the_program_that_asks(string? userAgent, string manager)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Maps);
        if (userAgent is not null) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Content = new StringContent("""{"metadata":{"name":"conf"},"data":{"a":"1"}}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var response = await Server.Http.SendAsync(request);

        JsonNode.Parse(await response.Content.ReadAsStringAsync()).At("metadata.managedFields.0.manager").ShouldBe(manager);
    }

    [Fact]
    public async Task Who_changes_a_field_owns_it_from_then_on()
    {
        await CreateAsync();

        var patched = await PatchAsync("bob", """{"data":{"a":"2","c":"3"}}""");

        Owned(patched, "alice").ShouldBe("""{"f:data":{".":{},"f:b":{}}}""");
        Owned(patched, "bob").ShouldBe("""{"f:data":{"f:a":{},"f:c":{}}}""");
    }

    [Fact]
    public async Task What_is_removed_nobody_owns_and_who_owns_nothing_is_no_manager()
    {
        await CreateAsync();

        var patched = await PatchAsync("bob", """{"data":null}""");

        patched["metadata"]!["managedFields"].ShouldBeNull(patched.ToJsonString());
    }

    [Fact]
    public async Task The_status_is_owned_through_its_subresource()
    {
        await Server.PodAsync("web");

        var patched = await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/web/status?fieldManager=agent", """{"status":{"phase":"Running","podIP":"10.0.0.1"}}""");

        Owned(patched.Body, "agent").ShouldBe("""{"f:status":{"f:phase":{},"f:podIP":{}}}""");
        patched.Body["metadata"]!["managedFields"]!.AsArray().Single(entry => entry.At("manager") == "agent").At("subresource").ShouldBe("status");
        Owned(patched.Body, "unknown")!.ShouldNotContain("f:status");
    }

    [Fact]
    public async Task A_write_that_changes_nothing_leaves_the_record_alone()
    {
        var before = await CreateAsync();

        (await PatchAsync("bob", """{"data":{"a":"1"}}""")).ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""[{"manager":"x","operation":"Dream","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{}}]""")]
    [InlineData("""[{"manager":"x","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"x":{}}}]""")]
    public async Task Who_does_not_know_the_record_cannot_lose_it(string entries)
    {
        var before = await CreateAsync();

        var put = (JsonObject)before.DeepClone();
        put["metadata"]!["managedFields"] = JsonNode.Parse(entries);
        var after = await Server.SendAsync("PUT", $"{Maps}/conf?fieldManager=bob", put.ToJsonString());

        after.Code.ShouldBe(200, after.ToString());
        Owned(after.Body, "alice").ShouldBe(Owned(before, "alice"));
    }

    [Fact]
    public async Task One_empty_entry_clears_the_record_until_somebody_applies()
    {
        await CreateAsync();

        var cleared = await PatchAsync("bob", """{"metadata":{"managedFields":[{}]}}""");
        var changed = await PatchAsync("bob", """{"data":{"a":"2"}}""");
        var applied = await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager=carol", """{"apiVersion":"v1","kind":"ConfigMap","data":{"b":"1"}}""", "application/apply-patch+yaml");

        cleared["metadata"]!["managedFields"].ShouldBeNull();
        changed["metadata"]!["managedFields"].ShouldBeNull();
        Owned(applied.Body, "before-first-apply").ShouldBe("""{"f:data":{".":{},"f:a":{},"f:b":{}}}""");
        Owned(applied.Body, "carol").ShouldBe("""{"f:data":{"f:b":{}}}""");
    }

    [Fact]
    public async Task The_record_can_be_rewritten()
    {
        var map = await CreateAsync();
        var version = map.At("metadata.resourceVersion");

        var patched = await PatchAsync("bob", $$$$$"""{"metadata":{"resourceVersion":"{{{{{version}}}}}","managedFields":[{"manager":"zoe","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]}}""");

        patched["metadata"]!["managedFields"]!.AsArray().Count.ShouldBe(1);
        Owned(patched, "zoe").ShouldBe("""{"f:data":{"f:a":{}}}""");
    }

    [Fact]
    public async Task The_oldest_of_many_managers_become_one()
    {
        await CreateAsync();
        for (var i = 0; i < 12; i++) await PatchAsync($"m{i:00}", $$$"""{"data":{"k{{{i}}}":"1"}}""");

        var map = (await Server.GetAsync($"{Maps}/conf")).Body;

        var managers = map["metadata"]!["managedFields"]!.AsArray().Select(entry => entry.At("manager")!).ToList();
        managers.Count.ShouldBe(10);
        managers.ShouldContain("ancient-changes");
        managers.ShouldContain("m11");
    }

    [Fact]
    public async Task A_binding_and_a_deletion_are_nobodys_fields()
    {
        var pod = await Server.PodAsync("web");
        var before = Owned(pod, "unknown");

        await Server.PostAsync("/api/v1/namespaces/default/pods/web/binding", """{"target":{"kind":"Node","name":"n1"}}""");
        await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/web");

        Owned((await Server.GetAsync("/api/v1/namespaces/default/pods/web")).Body, "unknown").ShouldBe(before);
    }

    [Fact]
    public async Task An_object_that_is_as_deep_as_may_be_can_still_be_read()
    {
        const int Levels = 55;
        var deep = string.Concat(Enumerable.Repeat("{\"x\":", Levels)) + "1" + new string('}', Levels);

        await Server.PodAsync("web", spec: $"\"futuristic\":{deep}");
        var patched = await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/web", """{"metadata":{"labels":{"a":"b"}}}""");
        var applied = await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/web?fieldManager=a&force=true",
            """{"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"a":"c"}}}""", "application/apply-patch+yaml");

        patched.Code.ShouldBe(200, patched.ToString());
        applied.Code.ShouldBe(200, applied.ToString());
    }

    private async Task<JsonNode> CreateAsync() =>
        (await Server.SendAsync("POST", $"{Maps}?fieldManager=alice", """{"metadata":{"name":"conf"},"data":{"a":"1","b":"1"}}""")).Body;

    private async Task<JsonNode> PatchAsync(string manager, string patch)
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager={manager}", patch);
        answer.Code.ShouldBe(200, answer.ToString());
        return answer.Body;
    }

    private static string? Owned(JsonNode body, string manager) =>
        body["metadata"]!["managedFields"]?.AsArray().SingleOrDefault(entry => entry.At("manager") == manager)?["fieldsV1"]!.ToJsonString();
}
