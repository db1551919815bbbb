using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DuckBus.Gateway.Dialing;

/// <summary>
/// What somebody says who wants a connection made from within the cluster's network: a line with address and port. The answer is a line too,
/// <c>+</c> or <c>-</c> with the number and the words of the failure; after a plus the bytes of the connection follow. Pure.
/// </summary>
public static class DialProtocol
{
    /// <summary>The port that a gateway listens on for such requests, on its loopback address only.</summary>
    public const int Port = 9901;

    /// <summary>The longest line of either side.</summary>
    public const int LongestLine = 512;

    /// <summary>A request, with its end.</summary>
    public static byte[] Request(IPEndPoint target) => Encoding.UTF8.GetBytes($"{target}\n");

    /// <summary>Reads a request, without its end; null if it is none.</summary>
    public static IPEndPoint? ReadRequest(string line) => IPEndPoint.TryParse(line.Trim(), out var target) && target.Port > 0 ? target : null;

    /// <summary>The answer, with its end.</summary>
    /// <param name="failure">Why there is no connection; null if there is one.</param>
    public static byte[] Answer(SocketException? failure) => failure is null
        ? "+\n"u8.ToArray()
        : Encoding.UTF8.GetBytes($"-{(int)failure.SocketErrorCode} {failure.Message.ReplaceLineEndings(" ")}\n");

    /// <summary>Reads an answer, without its end.</summary>
    /// <returns>Why there is no connection; null if there is one.</returns>
    /// <exception cref="FormatException">It is no answer.</exception>
    public static SocketException? ReadAnswer(string line)
    {
        if (line == "+") return null;
        var words = line.Split(' ', 2);
        return words is [['-', ..], _] && int.TryParse(words[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new SocketException(code, words[1])
            : throw new FormatException($"'{line}' is no answer of a gateway");
    }
}
