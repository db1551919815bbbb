using System.Text;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Patches;
using DuckBus.Model.Errors;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>Applies patches that are written down as text.</summary>
internal static class PatchTest
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";

    public static JsonObject Apply(string mediaType, string patch, string current, TypeSchema? schema = null, int sizeLimit = 100_000) =>
        Read(mediaType, patch, schema, sizeLimit).Apply(JsonNode.Parse(current)!.AsObject());

    public static IPatch Read(string mediaType, string patch, TypeSchema? schema = null, int sizeLimit = 100_000) =>
        PatchType.Of(mediaType).Read(new PatchRequest(Encoding.UTF8.GetBytes(patch), schema ?? TypeSchema.Of<Pond>(), sizeLimit));

    public static Status Failure(string mediaType, string patch, string current, int sizeLimit = 100_000) =>
        Should.Throw<StatusException>(() => Apply(mediaType, patch, current, sizeLimit: sizeLimit)).Status;

    /// <summary>Compares documents: the order of fields means nothing, the order of items does.</summary>
    public static void ShouldBeJson(this JsonNode? actual, string expected, string? message = null)
    {
        if (!JsonNode.DeepEquals(actual, JsonNode.Parse(expected))) (actual?.ToJsonString() ?? "null").ShouldBe(expected, message);
    }
}
