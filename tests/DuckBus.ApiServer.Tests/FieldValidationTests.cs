using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests;

public sealed class FieldValidationTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private const string Bad = """{"metadata":{"name":"x","labels":{"a":"1","a":"2"}},"data":{"k":"v"},"dta":{}}""";

    private const string Mistakes = "unknown field \"dta\"";

    [Fact]
    public async Task Strict_refuses_what_the_kind_does_not_have()
    {
        var answer = await Server.PostAsync($"{Maps}?fieldValidation=Strict", Bad);

        answer.Code.ShouldBe(400);
        answer.Message.ShouldBe(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: duplicate field \"metadata.labels.a\", unknown field \"dta\"");
        (await Server.GetAsync($"{Maps}/x")).Code.ShouldBe(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?fieldValidation=Warn")]
    public async Task Warn_is_the_default_and_the_last_of_two_counts(string query)
    {
        var (body, warnings) = await SendAsync("POST", Maps + query, Bad);

        warnings.ShouldBe(["299 - \"duplicate field \\\"metadata.labels.a\\\"\"", "299 - \"unknown field \\\"dta\\\"\""]);
        body.At("metadata.labels.a").ShouldBe("2");
    }

    [Fact]
    public async Task Ignore_says_nothing()
    {
        var (body, warnings) = await SendAsync("POST", $"{Maps}?fieldValidation=Ignore", Bad);

        warnings.ShouldBeEmpty();
        body.At("metadata.name").ShouldBe("x");
    }

    [Fact]
    public async Task Another_mode_is_a_bad_request() =>
        (await Server.PostAsync($"{Maps}?fieldValidation=Perhaps", Bad)).Fields.ShouldBe(["fieldValidation"]);

    [Fact]
    public async Task An_update_is_checked_as_a_creation_is()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        (await Server.SendAsync("PUT", $"{Maps}/x?fieldValidation=Strict", Bad)).Message.ShouldContain(Mistakes);
        (await SendAsync("PUT", $"{Maps}/x", Bad)).Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_patch_answers_for_what_it_brings_in_and_for_nothing_else()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"},"old":1}""");

        var refused = await Server.SendAsync("PATCH", $"{Maps}/x?fieldValidation=Strict", """{"dta":{"a":"b"}}""");
        refused.Code.ShouldBe(422);
        refused.Message.ShouldContain("strict decoding error: unknown field \"dta\"");
        (await SendAsync("PATCH", $"{Maps}/x", """{"dta":{"a":"b"}}""")).Warnings.ShouldBe(["299 - \"unknown field \\\"dta\\\"\""]);
        (await SendAsync("PATCH", $"{Maps}/x?fieldValidation=Strict", """{"data":{"a":"b"}}""")).Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?fieldValidation=Ignore", 0)]
    public async Task A_field_that_a_patch_has_twice_counts_as_it_was_given_last(string query, int warnings)
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        var (body, told) = await SendAsync("PATCH", $"{Maps}/x{query}", """{"data":{"a":"1","a":"2"}}""");

        body.At("data.a").ShouldBe("2");
        told.ShouldBe(Enumerable.Repeat("299 - \"duplicate field \\\"data.a\\\"\"", warnings));
    }

    [Fact]
    public async Task A_field_that_a_patch_has_twice_is_refused_by_who_is_strict()
    {
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");

        var answer = await Server.SendAsync("PATCH", $"{Maps}/x?fieldValidation=Strict", """{"data":{"a":"1","a":"2"}}""");

        answer.Code.ShouldBe(422);
        answer.Message.ShouldContain("strict decoding error: duplicate field \"data.a\"");
    }

    [Theory]
    [InlineData("Warn")]
    [InlineData("Ignore")]
    public async Task Nobody_can_apply_a_field_that_the_kind_does_not_have(string mode)
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/x?fieldManager=m&fieldValidation={mode}",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","foo":1},"data":{}}""", "application/apply-patch+yaml");

        answer.Code.ShouldBe(400);
        answer.Message.ShouldBe("failed to create typed patch object (default/x; v1, Kind=ConfigMap): .metadata.foo: field not declared in schema");
    }

    [Fact]
    public async Task YAML_is_read_as_JSON_is()
    {
        var answer = await Server.SendAsync("POST", Maps, "metadata:\n  name: pond\ndata: &d\n  a: 'yes'\n", "application/yaml");

        answer.Code.ShouldBe(201);
        answer.Body.At("data.a").ShouldBe("yes");
        (await Server.SendAsync("POST", Maps, "metadata: [", "application/yaml")).Message.ShouldContain("not valid YAML, line 2, column 1");
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, data: {a: 'yes'}}")]
    [InlineData("# pond\n{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", data: {a: 'yes'}}\n")]
    [InlineData("---\napiVersion: v1\nkind: ConfigMap\ndata: {a: 'yes'}\n")]
    [InlineData(""" {"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "yes"}} """)]
    public async Task What_is_applied_may_be_YAML_in_any_style(string body)
    {
        var answer = await Server.SendAsync("PATCH", $"{Maps}/pond?fieldManager=m", body, "application/apply-patch+yaml");

        answer.Code.ShouldBe(201, answer.ToString());
        answer.Body.At("data.a").ShouldBe("yes");
    }

    [Fact]
    public async Task A_format_that_nobody_knows_is_told_the_known_ones()
    {
        var answer = await Server.SendAsync("POST", Maps, "<x/>", "application/xml");

        answer.Code.ShouldBe(415);
        answer.Message.ShouldContain("application/yaml, application/vnd.kubernetes.protobuf");
    }

    private async Task<(JsonNode Body, IReadOnlyList<string> Warnings)> SendAsync(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(method == "PATCH" ? "application/merge-patch+json" : "application/json");
        using var response = await Server.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return (JsonNode.Parse(text)!, response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : []);
    }
}
