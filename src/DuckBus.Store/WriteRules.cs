using System.Text.Json;
using System.Text.Unicode;

namespace DuckBus.Store;

/// <summary>What every store can hold, so that one bad write never spoils the batch that it would share.</summary>
internal static class WriteRules
{
    private static readonly JsonReaderOptions Json = new() { MaxDepth = 256 };

    /// <summary>Refuses what PostgreSQL's text and jsonb cannot hold; the embedded store keeps to the same rules.</summary>
    /// <exception cref="ArgumentException">The body is no JSON object in UTF-8, or there is a NUL or half a surrogate pair somewhere.</exception>
    public static void Check(StoreWrite write)
    {
        CheckText(write.Key.Kind, "the kind");
        CheckText(write.Key.Namespace, "the namespace");
        CheckText(write.Key.Name, "the name");
        CheckText(write.Uid, "the uid");
        CheckText(write.TraceParent ?? "", "the trace parent");
        CheckBody(write.Body.Span);
    }

    /// <summary>When a change is committed, to the microsecond that PostgreSQL keeps.</summary>
    public static DateTimeOffset Instant(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static void CheckBody(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) throw new ArgumentException("the body is not UTF-8");
        var reader = new Utf8JsonReader(body, Json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new ArgumentException("the body is no JSON object");
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    CheckText(reader.GetString()!, "the body");
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the body is no JSON object: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new ArgumentException("the body contains half of a surrogate pair, which no store can hold", e);
        }
    }

    private static void CheckText(string text, string what)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"{what} contains the character NUL (\\u0000), which no store can hold");
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                throw new ArgumentException($"{what} contains half of a surrogate pair, which no store can hold");
            i++;
        }
    }
}
