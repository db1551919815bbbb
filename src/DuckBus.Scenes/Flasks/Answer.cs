using System.Text.Json.Nodes;

namespace DuckBus.Scenes.Flasks;

/// <summary>What the Flask application says of itself.</summary>
internal sealed record Answer(string Pod, string Node, string Version, string Environment, string Banner)
{
    /// <summary>Reads <c>/facts</c>.</summary>
    public static Answer Of(string json)
    {
        var facts = JsonNode.Parse(json)!;
        string Fact(string name) => (string)facts[name]!;
        return new Answer(Fact("pod"), Fact("node"), Fact("version"), Fact("environment"), Fact("banner"));
    }
}
