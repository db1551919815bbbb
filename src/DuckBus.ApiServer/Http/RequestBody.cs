using DuckBus.ApiServer.Http.Protobuf;
using DuckBus.ApiServer.Http.Yaml;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>Reads the body of a request that holds an object, in each of the formats that Kubernetes clients send.</summary>
internal static class RequestBody
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    /// <summary>The body as UTF-8 JSON, not checked yet; empty if there is none.</summary>
    /// <exception cref="StatusException">413: too large. 415: no such format. 400: not what its type says.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadJsonAsync(HttpRequest request, Type type, int limit)
    {
        var format = MediaType(request);
        if (format is not ("" or Json or Yaml or Protobuf))
            throw new StatusException(Status.UnsupportedMediaType(
                $"the body of the request was in an unknown format, {format} - accepted media types include: {Json}, {Yaml}, {Protobuf}"));
        var body = await BodyReader.ReadAsync(request, limit);
        if (body.IsEmpty) return body;
        return format switch
        {
            Yaml => YamlToJson.Convert(body.Span),
            Protobuf => ProtobufToJson.Convert(body.Span, type),
            _ => body,
        };
    }

    /// <summary>The media type of a request without its parameters, in lower case; empty if there is none.</summary>
    public static string MediaType(HttpRequest request) => request.ContentType switch
    {
        null => "",
        Json => Json,
        var type => type.Split(';')[0].Trim().ToLowerInvariant(),
    };
}
