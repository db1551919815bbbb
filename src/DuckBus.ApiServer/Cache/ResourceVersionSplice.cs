using System.Buffers;
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

    /// <summary>How many bytes it adds at most.</summary>
    public const int MostBytes = 40;

    /// <summary>The body with <c>"resourceVersion":"N"</c> as the first field of its metadata.</summary>
    public static byte[] Insert(ReadOnlySpan<byte> body, long revision)
    {
        Span<byte> field = stackalloc byte[MostBytes];
        var at = AfterMetadataBrace(body);
        field = field[..Write(field, revision, isOnly: IsEmpty(body[at..]))];
        var result = new byte[body.Length + field.Length];
        body[..at].CopyTo(result);
        field.CopyTo(result.AsSpan(at));
        body[at..].CopyTo(result.AsSpan(at + field.Length));
        return result;
    }

    /// <summary>Writes what <see cref="Insert(ReadOnlySpan{byte}, long)"/> returns.</summary>
    public static void Insert(IBufferWriter<byte> output, ReadOnlySpan<byte> body, long revision)
    {
        var at = AfterMetadataBrace(body);
        output.Write(body[..at]);
        output.Advance(Write(output.GetSpan(MostBytes), revision, isOnly: IsEmpty(body[at..])));
        output.Write(body[at..]);
    }

    private static int Write(Span<byte> field, long revision, bool isOnly)
    {
        Field.CopyTo(field);
        Utf8Formatter.TryFormat(revision, field[Field.Length..], out var digits);
        var end = isOnly ? "\""u8 : "\","u8;
        end.CopyTo(field[(Field.Length + digits)..]);
        return Field.Length + digits + end.Length;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> restOfMetadata) => restOfMetadata.TrimStart(" \t\r\n"u8)[0] == (byte)'}';

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
