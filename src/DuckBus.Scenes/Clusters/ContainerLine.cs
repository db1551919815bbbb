using System.Text.Json.Nodes;

namespace DuckBus.Scenes.Clusters;

/// <summary>A container, as the container API shows it.</summary>
internal sealed record ContainerLine(string Name, string State, bool Runs, string? Node, IReadOnlyList<PodLine> Pods)
{
    /// <summary>Reads one.</summary>
    public static ContainerLine Of(JsonNode json) => new(
        (string)json["name"]!,
        (string)json["state"]!,
        (int)json["ready"]! > 0 && (int)json["ready"]! == (int)json["replicas"]!,
        (string?)json["node"],
        [.. (json["pods"] as JsonArray ?? []).Select(pod => new PodLine((string)pod!["name"]!, (string?)pod["node"], (string)pod["state"]!, (int)pod["restarts"]!))]);

    /// <inheritdoc />
    public override string ToString() => $"{Name} {State}{(Node is null ? "" : " on " + Node)}";
}
