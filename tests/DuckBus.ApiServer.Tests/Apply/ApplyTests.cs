using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>The stories of Kubernetes' documentation of server-side apply, told to a real server.</summary>
public sealed class ApplyTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task An_apply_creates_what_is_not_there_and_owns_what_it_sets()
    {
        var created = await ApplyMapAsync("alice", """{"a":"1"}""");

        created.Code.ShouldBe(201, created.ToString());
        created.Body.At("data.a").ShouldBe("1");
        Owned(created.Body, "alice").ShouldBe("""Apply v1 {"f:data":{"f:a":{}}}""");
    }

    [Fact]
    public async Task A_second_apply_of_the_same_writes_nothing()
    {
        var first = await ApplyMapAsync("alice", """{"a":"1"}""");

        var second = await ApplyMapAsync("alice", """{"a":"1"}""");

        second.Code.ShouldBe(200, second.ToString());
        second.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
    }

    [Fact]
    public async Task Two_managers_share_a_field_that_they_agree_on_and_the_last_to_give_it_up_removes_it()
    {
        await ApplyMapAsync("alice", """{"a":"1","b":"2"}""");
        (await ApplyMapAsync("bob", """{"a":"1"}""")).Code.ShouldBe(200);

        (await ApplyMapAsync("alice", """{"b":"2"}""")).Body.At("data.a").ShouldBe("1");
        var left = await ApplyMapAsync("bob", "{}");

        left.Body.At("data.a").ShouldBeNull();
        left.Body.At("data.b").ShouldBe("2");
    }

    [Fact]
    public async Task A_field_of_another_manager_is_a_conflict_in_the_words_of_Kubernetes()
    {
        await ApplyMapAsync("alice", """{"a":"1"}""");

        var one = await ApplyMapAsync("bob", """{"a":"2"}""");

        one.Code.ShouldBe(409, one.ToString());
        one.Reason.ShouldBe("Conflict");
        one.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"alice\": .data.a");
        one.Fields.ShouldBe([".data.a"]);
        one.Body.At("details.causes.0.reason").ShouldBe("FieldManagerConflict");
        one.Body.At("details.causes.0.message").ShouldBe("conflict with \"alice\"");
    }

    [Fact]
    public async Task Several_conflicts_are_listed_by_manager()
    {
        await ApplyMapAsync("alice", """{"a":"1","b":"1"}""");
        await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager=carol", """{"data":{"c":"1"}}""");

        var several = await ApplyMapAsync("bob", """{"a":"2","b":"2","c":"2"}""");

        several.Message.ShouldBe("Apply failed with 3 conflicts: conflicts with \"alice\":\n- .data.a\n- .data.b\nconflicts with \"carol\" using v1:\n- .data.c");
    }

    [Fact]
    public async Task Force_takes_the_field_over()
    {
        await ApplyMapAsync("alice", """{"a":"1","b":"1"}""");

        var forced = await ApplyMapAsync("bob", """{"a":"2"}""", "&force=true");

        forced.Body.At("data.a").ShouldBe("2");
        Owned(forced.Body, "alice").ShouldBe("""Apply v1 {"f:data":{"f:b":{}}}""");
        Owned(forced.Body, "bob").ShouldBe("""Apply v1 {"f:data":{"f:a":{}}}""");
    }

    [Fact]
    public async Task The_scale_is_handed_over_to_an_autoscaler()
    {
        (await ApplyDeploymentAsync("alice", "\"replicas\":3,")).Code.ShouldBe(201);
        await Server.SendAsync("PATCH", $"{Deployments}/web?fieldManager=autoscaler", """{"spec":{"replicas":5}}""");

        var clash = await ApplyDeploymentAsync("alice", "\"replicas\":3,");
        var without = await ApplyDeploymentAsync("alice", "");

        clash.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"autoscaler\" using apps/v1: .spec.replicas");
        without.Code.ShouldBe(200, without.ToString());
        without.Body.At("spec.replicas").ShouldBe("5");
    }

    [Fact]
    public async Task An_update_of_a_container_takes_only_the_field_that_it_changes()
    {
        await ApplyDeploymentAsync("alice", "\"replicas\":3,");

        var patched = await Server.SendAsync("PATCH", $"{Deployments}/web?fieldManager=bob",
            """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"i:2"}]}}}}""");

        Owned(patched.Body, "bob").ShouldBe("""Update apps/v1 {"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{"f:image":{}}}}}}}""");
        Owned(patched.Body, "alice").ShouldNotBeNull().ShouldNotContain("f:image");
    }

    [Theory]
    [InlineData("", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")]
    [InlineData("?fieldManager=a&force=perhaps", 400, "force: \"perhaps\" is not valid: true or false was expected")]
    [InlineData("?fieldManager=%07", 422, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"\a\": should only contain printable characters")]
    public async Task Options_are_checked(string query, int code, string message)
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/conf{query}", """{"apiVersion":"v1","kind":"ConfigMap"}""", "application/apply-patch+yaml");

        answer.Code.ShouldBe(code, answer.ToString());
        answer.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("""{"kind":"ConfigMap"}""", "apiVersion")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret"}""", "kind")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"managedFields":[]}}""", "metadata.managedFields")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"x-"}}""", "metadata.generateName")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other"}}""", "metadata.name")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"finalizers":["a/b","a/b"]}}""", "metadata.finalizers[1]")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"ownerReferences":[{"name":"x"}]}}""", "metadata.ownerReferences[0].uid")]
    [InlineData("""{"apiVersion":"v1","kind":"ConfigMap","data":5}""", "data")]
    public async Task What_cannot_be_applied_is_refused_with_the_field(string body, string field)
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager=a", body, "application/apply-patch+yaml");

        answer.Code.ShouldBe(400, answer.ToString());
        answer.Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task Force_belongs_to_apply_alone()
    {
        await ApplyMapAsync("alice", "{}");

        var answer = await Server.SendAsync("PATCH", $"{Maps}/conf?force=true", "{}");

        answer.Message.ShouldBe("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");
    }

    [Fact]
    public async Task A_dry_run_answers_and_writes_nothing()
    {
        (await ApplyMapAsync("alice", """{"a":"1"}""", "&dryRun=All")).Code.ShouldBe(201);
        (await Server.GetAsync($"{Maps}/conf")).Code.ShouldBe(404);
        await ApplyMapAsync("alice", """{"a":"1"}""");

        (await ApplyMapAsync("alice", """{"a":"2"}""", "&dryRun=All")).Body.At("data.a").ShouldBe("2");
        (await Server.GetAsync($"{Maps}/conf")).Body.At("data.a").ShouldBe("1");
    }

    [Fact]
    public async Task A_version_that_is_no_longer_the_present_one_is_a_conflict()
    {
        var map = (await ApplyMapAsync("alice", """{"a":"1"}""")).Body;
        await ApplyMapAsync("alice", """{"a":"2"}""");

        var stale = await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager=alice",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"resourceVersion":"{{{map.At("metadata.resourceVersion")}}}"},"data":{"a":"3"}}""",
            "application/apply-patch+yaml");

        stale.Code.ShouldBe(409, stale.ToString());
        stale.Message.ShouldContain("the object has been modified");
    }

    [Fact]
    public async Task The_body_may_be_YAML()
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager=a",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {tier: front}\ndata:\n  a: \"1\"\n  b: |\n    two\n", "application/apply-patch+yaml");

        answer.Code.ShouldBe(201, answer.ToString());
        answer.Body.At("data.b").ShouldBe("two\n");
        answer.Body.At("metadata.labels.tier").ShouldBe("front");
    }

    [Fact]
    public async Task The_status_is_applied_through_its_subresource_alone()
    {
        await Server.PodAsync("web");
        const string Body = """{"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"x":"y"}},"status":{"phase":"Running"}}""";

        var applied = await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/web/status?fieldManager=agent", Body, "application/apply-patch+yaml");
        var missing = await Server.SendAsync("PATCH", "/api/v1/namespaces/default/pods/none/status?fieldManager=agent", Body, "application/apply-patch+yaml");

        applied.Body.At("status.phase").ShouldBe("Running", applied.ToString());
        applied.Body.At("metadata.labels.x").ShouldBeNull();
        Owned(applied.Body, "agent").ShouldBe("""Apply v1 status {"f:status":{"f:phase":{}}}""");
        missing.Code.ShouldBe(404);
    }

    private Task<Answer> ApplyMapAsync(string manager, string data, string query = "") =>
        Server.SendAsync("PATCH", $"{Maps}/conf?fieldManager={manager}{query}",
            $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"conf"},"data":{{data}}}""", "application/apply-patch+yaml");

    private Task<Answer> ApplyDeploymentAsync(string manager, string replicas) =>
        Server.SendAsync("PATCH", $"{Deployments}/web?fieldManager={manager}",
            $$$$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{{{{{{replicas}}}}}"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}""",
            "application/apply-patch+yaml");

    /// <summary>The entry of a manager: operation, version, subresource, fields.</summary>
    private static string? Owned(JsonNode body, string manager) =>
        body["metadata"]!["managedFields"]?.AsArray().Where(entry => entry.At("manager") == manager)
            .Select(entry => $"{entry.At("operation")} {entry.At("apiVersion")} {(entry.At("subresource") is { } sub ? sub + " " : "")}{entry!["fieldsV1"]!.ToJsonString(Plain)}")
            .SingleOrDefault();

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
