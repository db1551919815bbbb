using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// Reads a container's output. Without a TTY it comes in frames, each one message: a byte for the stream, three unused, four
/// for the length, then the time, a space and the text. A long line comes as several messages of which only the last ends it.
/// </summary>
internal static class DockerLogs
{
    private const int HeaderLength = 8;
    private const int Stderr = 2;

    /// <summary>The lines of a framed stream.</summary>
    public static async IAsyncEnumerable<LogLine> ReadFramedAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var unfinished = new Dictionary<bool, LogLine>();
        while (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) == HeaderLength)
        {
            var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4))];
            await stream.ReadExactlyAsync(body, cancellationToken);
            var isError = header[0] == Stderr;
            var message = Encoding.UTF8.GetString(body);
            var line = Parse(message.TrimEnd('\n'), isError);
            if (unfinished.Remove(isError, out var start))
                line = start with { Text = start.Text + line.Text };
            if (message.EndsWith('\n'))
                yield return line;
            else
                unfinished[isError] = line;
        }
        foreach (var line in unfinished.Values)
            yield return line;
    }

    /// <summary>The lines of a TTY, which is one raw stream.</summary>
    public static async IAsyncEnumerable<LogLine> ReadRawAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return Parse(line, isError: false);
    }

    private static LogLine Parse(string message, bool isError)
    {
        var space = message.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DockerTime.Parse(message.AsSpan(0, space)) is { } at
            ? new LogLine(at, isError, message[(space + 1)..].TrimEnd('\r'))
            : new LogLine(DateTimeOffset.UnixEpoch, isError, message);
    }
}
