using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Gateway.Control;

/// <summary><c>"10.97.0.5:8080"</c>.</summary>
internal sealed class EndpointConverter : JsonConverter<IPEndPoint>
{
    public override IPEndPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPEndPoint.TryParse(reader.GetString() ?? "", out var endpoint) ? endpoint : throw new JsonException("not an address with a port");

    public override void Write(Utf8JsonWriter writer, IPEndPoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
