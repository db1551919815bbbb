using System.Globalization;
using DuckBus.Streaming.Spdy;

namespace DuckBus.Streaming.PortForwards;

/// <summary>Finds the two streams that belong to one connection: one for data, one for an error.</summary>
internal sealed class StreamPairs
{
    private const string Error = "error";
    private const string DataType = "data";

    private readonly Dictionary<string, SpdyStream> waiting = new(StringComparer.Ordinal);

    /// <summary>Takes a stream that was opened.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="forward">The connection, if the stream completes one.</param>
    /// <returns>False if the stream says nothing that makes sense, and is to be reset.</returns>
    public bool TryAdd(SpdyStream stream, out SpdyPortForward? forward)
    {
        forward = null;
        if (Type(stream) is not (Error or DataType) || Port(stream) is not { } port) return false;
        var request = Request(stream);
        if (!waiting.Remove(request, out var other))
        {
            waiting[request] = stream;
            return true;
        }

        if (Type(other) == Type(stream) || Port(other) != port)
        {
            waiting[request] = other;
            return false;
        }

        forward = Type(stream) == DataType ? new SpdyPortForward(port, stream, other) : new SpdyPortForward(port, other, stream);
        return true;
    }

    private static string? Type(SpdyStream stream) => stream.Headers.GetValueOrDefault("streamtype");

    private static int? Port(SpdyStream stream) =>
        int.TryParse(stream.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;

    // Clients older than the header open the error stream first and the data stream right after it.
    private static string Request(SpdyStream stream) =>
        stream.Headers.GetValueOrDefault("requestid") ?? (Type(stream) == Error ? stream.Id : stream.Id - 2).ToString(CultureInfo.InvariantCulture);
}
