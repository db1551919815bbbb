using System.Text.Json;
using DuckBus.ApiServer.Http.Protobuf;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>
/// OpenAPI 2.0 in the protobuf form that kubectl insists on up to 1.28: the title and the schemas. It reads the calls from
/// OpenAPI 3.0, so they are left out.
/// </summary>
internal static class ProtobufSchemas
{
    /// <summary>The media type, as clients ask for it.</summary>
    public const string Accepted = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /// <summary>The media type, as it is answered.</summary>
    public const string MediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>The document, made of the same in JSON.</summary>
    public static byte[] Convert(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var (root, info) = (document.RootElement, document.RootElement.GetProperty("info"));
        return new ProtobufWriter()
            .Text(1, root.GetProperty("swagger").GetString()!)
            .Message(2, new ProtobufWriter().Text(1, info.GetProperty("title").GetString()!).Text(2, info.GetProperty("version").GetString()!))
            .Message(8, new ProtobufWriter())
            .Message(9, Named(root.GetProperty("definitions"), Schema))
            .ToArray();
    }

    private static ProtobufWriter Schema(JsonElement schema)
    {
        var message = new ProtobufWriter();
        foreach (var field in schema.EnumerateObject())
            switch (field.Name)
            {
                case "$ref":
                    message.Text(1, field.Value.GetString()!);
                    break;
                case "format":
                    message.Text(2, field.Value.GetString()!);
                    break;
                case "description":
                    message.Text(4, field.Value.GetString()!);
                    break;
                case "required":
                    foreach (var name in field.Value.EnumerateArray()) message.Text(19, name.GetString()!);
                    break;
                case "enum":
                    foreach (var value in field.Value.EnumerateArray()) message.Message(20, Any(value));
                    break;
                case "additionalProperties":
                    message.Message(21, new ProtobufWriter().Message(1, Schema(field.Value)));
                    break;
                case "type":
                    message.Message(22, new ProtobufWriter().Text(1, field.Value.GetString()!));
                    break;
                case "items":
                    message.Message(23, new ProtobufWriter().Message(1, Schema(field.Value)));
                    break;
                case "properties":
                    message.Message(25, Named(field.Value, Schema));
                    break;
                default:
                    message.Message(31, Entry(field.Name, Any(field.Value)));
                    break;
            }

        return message;
    }

    private static ProtobufWriter Named(JsonElement map, Func<JsonElement, ProtobufWriter> value)
    {
        var message = new ProtobufWriter();
        foreach (var field in map.EnumerateObject()) message.Message(1, Entry(field.Name, value(field.Value)));
        return message;
    }

    private static ProtobufWriter Entry(string name, ProtobufWriter value) => new ProtobufWriter().Text(1, name).Message(2, value);

    /// <summary>Any value travels as YAML, which JSON is.</summary>
    private static ProtobufWriter Any(JsonElement value) => new ProtobufWriter().Text(2, value.GetRawText());
}
