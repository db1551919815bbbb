using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Writes a document as people write YAML: in blocks, one field a line.</summary>
internal static class YamlBody
{
    public static byte[] Of(JsonNode? value)
    {
        var text = new StringBuilder("---");
        Write(value, "\n", text);
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    private static void Write(JsonNode? value, string indent, StringBuilder to)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (name, inner) in map)
                {
                    to.Append(indent).Append(JsonValue.Create(name).ToJsonString()).Append(':');
                    Write(inner, indent + "  ", to);
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (var item in list)
                {
                    to.Append(indent).Append('-');
                    Write(item, indent + "  ", to);
                }

                break;
            default:
                to.Append(' ').Append(value?.ToJsonString() ?? "null");
                break;
        }
    }
}
