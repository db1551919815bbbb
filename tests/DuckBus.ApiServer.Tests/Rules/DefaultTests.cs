using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Rules;

public sealed class DefaultTests : ServerTests
{
    private const string PodSpec = """
        {"containers":[{"ports":[{"containerPort":80}],"livenessProbe":{"httpGet":{"port":80}}}],
         "volumes":[{"name":"a","secret":{}},{"name":"b","configMap":{}},{"name":"c","downwardAPI":{}},{"name":"d","projected":{}}]}
        """;

    /// <summary>Objects that have every struct with a default, and none of its fields that have one.</summary>
    [Theory]
    [InlineData("pods", "{\"spec\":" + PodSpec + "}", 18)]
    [InlineData("deployments.apps", "{\"spec\":{\"template\":{\"spec\":" + PodSpec + "}}}", 24)]
    [InlineData("replicasets.apps", "{\"spec\":{\"template\":{\"spec\":" + PodSpec + "}}}", 19)]
    [InlineData("services", """{"spec":{"ports":[{"port":80}]}}""", 3)]
    [InlineData("secrets", "{}", 1)]
    public void What_the_schema_calls_the_default_is_what_the_server_fills_in(string kind, string json, int defaults)
    {
        var found = ResourceKind.Find(kind)!;
        var submitted = (Resource)ModelJson.Read(System.Text.Encoding.UTF8.GetBytes(json), found.Type);

        var filled = JsonSerializer.SerializeToElement(KindRules.Of(found).Default(submitted), found.Type, ModelJson.Options);

        Check(filled, TypeSchema.Of(found.Type)).ShouldBe(defaults);
    }

    [Fact]
    public async Task OpenAPI_tells_the_defaults()
    {
        var schemas = (await Server.GetAsync("/openapi/v3/api/v1")).Body["components"]!["schemas"]!;

        Default("PodSpec", "restartPolicy").ShouldBe("Always");
        Default("PodSpec", "terminationGracePeriodSeconds").ShouldBe("30");
        Default("ContainerPort", "protocol").ShouldBe("TCP");
        Default("Probe", "periodSeconds").ShouldBe("10");
        Default("PodSpec", "nodeName").ShouldBeNull();

        string? Default(string type, string field) => schemas.AsObject().Single(schema => schema.Key.EndsWith($".{type}", StringComparison.Ordinal)).Value!["properties"]![field]!["default"]?.ToString();
    }

    /// <summary>Checks every field with a default, and counts them.</summary>
    private static int Check(JsonElement value, TypeSchema type)
    {
        var count = 0;
        foreach (var field in type.Fields)
        {
            var given = value.TryGetProperty(field.Name, out var inner);
            if (field.Default is { } expected)
            {
                given.ShouldBeTrue($"{field} is not filled in");
                JsonElement.DeepEquals(inner, expected).ShouldBeTrue($"{field}: {inner}");
                count++;
            }
            else if (given && field.Value.Fields is { } fields) count += Check(inner, fields);
            else if (given && field.Value.Items?.Fields is { } items) count += inner.EnumerateArray().Sum(item => Check(item, items));
        }

        return count;
    }
}
