using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DuckBus.ApiServer.Apply;

/// <summary>Turns a body of YAML into JSON. JSON is YAML too, and stays as it is.</summary>
internal static class YamlBody
{
    /// <summary>The one document in the body, as JSON.</summary>
    /// <exception cref="StatusException">400: the body is no YAML.</exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> body)
    {
        if (body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]) return body;
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(Encoding.UTF8.GetString(body.Span)));
            var root = yaml.Documents.Count == 1 ? Node(yaml.Documents[0].RootNode) : throw new YamlException("one document was expected");
            return JsonSerializer.SerializeToUtf8Bytes(root);
        }
        catch (YamlException e)
        {
            throw new StatusException(Status.BadRequest($"error decoding YAML: {e.Message}"));
        }
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(entry.Key.ToString(), Node(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } => Plain(text),
        _ => ((YamlScalarNode)node).Value,
    };

    private static JsonNode? Plain(string? text) => text switch
    {
        null or "" or "~" or "null" => null,
        "true" or "True" => true,
        "false" or "False" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
