using System.Text.Json;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using YamlDotNet.Serialization;

namespace DuckBus.Dashboard.Stories;

/// <summary>Objects as <c>kubectl get -o yaml</c> shows them.</summary>
internal static class YamlText
{
    private static readonly ISerializer Serializer = new SerializerBuilder().WithQuotingNecessaryStrings(quoteYaml1_1Strings: true).WithIndentedSequences().Build();

    /// <summary>The object, without what only managers read.</summary>
    public static string Of(Resource resource)
    {
        using var json = JsonDocument.Parse(ModelJson.Write(resource with { Metadata = resource.Metadata with { ManagedFields = null } }));
        return Serializer.Serialize(Plain(json.RootElement) ?? "");
    }

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
