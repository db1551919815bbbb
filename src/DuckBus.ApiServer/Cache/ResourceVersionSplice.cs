using System.Buffers.Text;
using System.Text.Json;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// The store keeps bodies without their resourceVersion, because it is known only when the body is committed. It is put in
/// by one copy of the bytes; nothing is parsed into objects.
/// </summary>
internal static class ResourceVersionSplice
{
    private static ReadOnlySpan<byte> Field => "\"resourceVersion\":\""u8;

    /// <summary>The body with <c>"resourceVersion":"N"</c> as the first field of its metadata.</summary>
    public static byte[] Insert(ReadOnlySpan<byte> body, long revision)
    {
        var at = AfterMetadataBrace(body);
        var empty = body[at..].TrimStart(" \t\r\n"u8)[0] == (byte)'}';
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(revision, digits, out var length);
        var result = new byte[body.Length + Field.Length + length + (empty ? 1 : 2)];
        var rest = result.AsSpan();
        rest = Put(rest, body[..at]);
        rest = Put(rest, Field);
        rest = Put(rest, digits[..length]);
        rest = Put(rest, empty ? "\""u8 : "\","u8);
        Put(rest, body[at..]);
        return result;
    }

    private static Span<byte> Put(Span<byte> target, scoped ReadOnlySpan<byte> source)
    {
        source.CopyTo(target);
        return target[source.Length..];
    }

    private static int AfterMetadataBrace(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (found && reader.TokenType == JsonTokenType.StartObject) return (int)reader.TokenStartIndex + 1;
            reader.Skip();
        }

        throw new InvalidDataException("a stored object has no metadata");
    }
}
