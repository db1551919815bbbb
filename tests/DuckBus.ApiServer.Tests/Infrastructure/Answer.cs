using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>An answer of the server.</summary>
public sealed record Answer(int Code, JsonNode Body)
{
    public string? Reason => Body["reason"]?.GetValue<string>();

    public string Message => Body["message"]?.GetValue<string>() ?? "";

    public IReadOnlyList<string> Fields => [.. (Body["details"]?["causes"] as JsonArray ?? []).Select(cause => cause!["field"]?.GetValue<string>() ?? "")];

    public override string ToString() => $"{Code} {Body.ToJsonString()}";
}
