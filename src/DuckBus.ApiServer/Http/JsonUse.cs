using System.Text;
using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http;

/// <summary>Whether a value says anything.</summary>
internal static class JsonUse
{
    /// <summary>Whether the value at the reader asks for something other than what happens anyway.</summary>
    /// <param name="reader">A copy: the caller's stays where it is.</param>
    /// <param name="rule">What happens anyway; unless it names a value, that is whatever is empty or false.</param>
    /// <param name="value">The value as it is in the text.</param>
    public static bool IsSet(Utf8JsonReader reader, NotActedOnAttribute rule, out ReadOnlySpan<byte> value)
    {
        value = reader.ValueSpan;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return false;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = reader;
                start.Read();
                value = [];
                return start.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
            default:
                return rule.Unless is { } usual
                    ? !Same(value, usual)
                    : reader.TokenType != JsonTokenType.False && !(reader.TokenType == JsonTokenType.String && value.IsEmpty);
        }
    }

    private static bool Same(ReadOnlySpan<byte> value, string text)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        return value.SequenceEqual(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }
}
