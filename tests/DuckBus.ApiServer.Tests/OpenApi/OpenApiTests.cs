using System.Net;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Tests.OpenApi;

public sealed class OpenApiTests : ServerTests
{
    private const string Pod = "io.k8s.api.core.v1.Pod";

    [Fact]
    public async Task The_index_names_a_document_for_each_version_that_never_changes_under_its_url()
    {
        var index = (await Server.GetAsync("/openapi/v3")).Body["paths"]!.AsObject();

        index.Select(version => version.Key).ShouldBe(ResourceKind.Served.Select(kind => kind.Group.Length == 0 ? "api/v1" : $"apis/{kind.ApiVersion}").Distinct());
        foreach (var (_, version) in index)
        {
            using var answer = await Server.Http.GetAsync(version.At("serverRelativeURL"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.CacheControl!.ToString().ShouldContain("max-age=31536000");
        }

        using var old = await Server.Http.GetAsync("/openapi/v3/api/v1?hash=OLD");
        old.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/openapi/v3/api/v1", "#/components/schemas/")]
    [InlineData("/openapi/v3/apis/apps/v1", "#/components/schemas/")]
    [InlineData("/openapi/v3/apis/metrics.k8s.io/v1beta1", "#/components/schemas/")]
    [InlineData("/openapi/v2", "#/definitions/")]
    public async Task Every_reference_leads_to_a_schema(string path, string prefix)
    {
        var document = (await Server.GetAsync(path)).Body;
        var schemas = (document["components"]?["schemas"] ?? document["definitions"])!.AsObject();

        foreach (var reference in References(document))
        {
            reference.ShouldStartWith(prefix);
            schemas.ContainsKey(reference[prefix.Length..]).ShouldBeTrue(reference);
        }

        schemas.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task A_schema_has_the_fields_with_their_forms_and_what_the_model_says_of_them()
    {
        var schemas = await SchemasAsync("api/v1");

        schemas[Pod]!.At("x-kubernetes-group-version-kind.0.kind").ShouldBe("Pod");
        schemas[Pod]!.At("properties.spec.allOf.0.$ref").ShouldBe("#/components/schemas/io.k8s.api.core.v1.PodSpec");
        var spec = schemas["io.k8s.api.core.v1.PodSpec"]!;
        spec.At("properties.containers.type").ShouldBe("array");
        spec.At("properties.containers.items.$ref").ShouldBe("#/components/schemas/io.k8s.api.core.v1.Container");
        spec.At("properties.containers.description").ShouldStartWith("List of containers");
        spec.At("properties.containers.x-kubernetes-patch-merge-key").ShouldBe("name");
        spec.At("properties.containers.x-kubernetes-patch-strategy").ShouldBe("merge");
        spec.At("properties.containers.x-kubernetes-list-type").ShouldBe("map");
        spec.At("properties.containers.x-kubernetes-list-map-keys.0").ShouldBe("name");
        spec.At("properties.activeDeadlineSeconds.format").ShouldBe("int64");
        spec.At("properties.nodeSelector.additionalProperties.type").ShouldBe("string");
        schemas["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]!.At("properties.creationTimestamp.allOf.0.$ref").ShouldBe("#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Time");
        schemas["io.k8s.apimachinery.pkg.apis.meta.v1.Time"]!.At("format").ShouldBe("date-time");
        schemas["io.k8s.api.core.v1.Secret"]!.At("properties.data.additionalProperties.format").ShouldBe("byte");
        schemas["io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("api/v1", "io.k8s.api.core.v1.Affinity")]
    [InlineData("api/v1", "io.k8s.api.core.v1.SecurityContext")]
    [InlineData("api/v1", "io.k8s.api.core.v1.Volume")]
    [InlineData("apis/apps/v1", "io.k8s.api.core.v1.Probe")]
    [InlineData("apis/networking.k8s.io/v1", "io.k8s.api.networking.v1.ParentReference")]
    [InlineData("apis/policy/v1", "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector")]
    public async Task A_type_is_named_after_the_group_that_it_belongs_to(string version, string name) =>
        (await SchemasAsync(version)).ContainsKey(name).ShouldBeTrue();

    [Fact]
    public async Task Every_type_and_every_field_is_described()
    {
        foreach (var version in ResourceKind.Served.Select(kind => kind.Group.Length == 0 ? "api/v1" : $"apis/{kind.ApiVersion}").Distinct())
            foreach (var (name, schema) in await SchemasAsync(version))
            {
                schema.At("description").ShouldNotBeNullOrEmpty($"{name} has no comment");
                foreach (var (field, property) in schema!["properties"]?.AsObject() ?? [])
                    property.At("description").ShouldNotBeNullOrEmpty($"{name}.{field} has no comment");
            }
    }

    [Fact]
    public async Task A_patch_takes_fieldValidation_so_that_clients_leave_the_checks_to_the_server()
    {
        var patch = (await Server.GetAsync("/openapi/v3/apis/apps/v1")).Body["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;

        patch.At("x-kubernetes-group-version-kind.kind").ShouldBe("Deployment");
        patch["parameters"]!.AsArray().Select(parameter => parameter.At("name")).ShouldBe(["pretty", "dryRun", "fieldManager", "fieldValidation", "force"]);
        patch["requestBody"]!["content"]!.AsObject().Select(type => type.Key).ShouldContain("application/apply-patch+yaml");
    }

    [Theory]
    [InlineData("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf", HttpStatusCode.OK)]
    [InlineData("/openapi/v2", "application/xml", HttpStatusCode.NotAcceptable)]
    [InlineData("/openapi/v3", "application/com.github.proto-openapi.spec.v3@v1.0+protobuf", HttpStatusCode.NotAcceptable)]
    public async Task Who_does_not_read_JSON_is_served_the_one_other_form_there_is(string path, string accept, HttpStatusCode code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Server.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(code);
    }

    private async Task<JsonObject> SchemasAsync(string version) =>
        (await Server.GetAsync($"/openapi/v3/{version}")).Body["components"]!["schemas"]!.AsObject();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(field => field is { Key: "$ref", Value: JsonValue target } ? [target.GetValue<string>()] : References(field.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
