using DuckBus.Gateway.Dns;

namespace DuckBus.Gateway.Tests.Dns;

/// <summary>Messages as clients send them.</summary>
internal static class DnsMessages
{
    public static byte[] Question(string name, DnsType type, int? edns = null, ushort id = 0x1234)
    {
        var message = DnsWriter.Question(id, name, type);
        if (edns is not { } size) return message;
        message[11] = 1;
        return [.. message, 0, 0, (byte)DnsType.OPT, (byte)(size >> 8), (byte)size, 0, 0, 0, 0, 0, 0];
    }

    public static int Code(byte[] answer) => answer[3] & 15;

    public static int Answers(byte[] answer) => (answer[6] << 8) | answer[7];

    public static bool IsCut(byte[] answer) => (answer[2] & 2) != 0;
}
