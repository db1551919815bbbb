using System.Buffers;
using System.Text.Json;

namespace DuckBus.Gateway.Control;

/// <summary>What goes over a control stream: a JSON object a line, requests one way and answers the other.</summary>
public static class ControlProtocol
{
    /// <summary>The port that a gateway listens on for control streams, on its loopback address only.</summary>
    public const int Port = 9900;

    /// <summary>A request as a line, with its end.</summary>
    public static byte[] Line(ControlRequest request) => [.. JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest), (byte)'\n'];

    /// <summary>An answer as a line, with its end.</summary>
    public static byte[] Line(ControlAnswer answer) => [.. JsonSerializer.SerializeToUtf8Bytes(answer, ControlJson.Default.ControlAnswer), (byte)'\n'];

    /// <summary>Reads the line of a request, without its end.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ControlRequest? ReadRequest(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref reader, ControlJson.Default.ControlRequest);
    }

    /// <summary>Reads the line of an answer, without its end.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ControlAnswer? ReadAnswer(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref reader, ControlJson.Default.ControlAnswer);
    }
}
