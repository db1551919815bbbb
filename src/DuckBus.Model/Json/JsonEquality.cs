using System.Text.Json;

namespace DuckBus.Model.Json;

/// <summary>Compares values by their JSON: the order of fields and how a number is written do not count.</summary>
public static class JsonEquality
{
    /// <summary>Whether two values are written as the same JSON.</summary>
    public static bool Same(object? a, object? b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a is null || b is null) return false;
        using var left = PooledBytes.Of(a);
        using var right = PooledBytes.Of(b);
        return Same(left.Memory, right.Memory);
    }

    /// <summary>Whether two texts are the same JSON.</summary>
    public static bool Same(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b)
    {
        if (a.Span.SequenceEqual(b.Span)) return true;
        if (Differ(a.Span, b.Span)) return false;
        using var left = JsonDocument.Parse(a);
        using var right = JsonDocument.Parse(b);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }

    /// <summary>
    /// Whether the first difference is one of values, and of such that can be written in one way only. Finds most changes
    /// without a tree; false says nothing.
    /// </summary>
    private static bool Differ(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var left = new Utf8JsonReader(a);
        var right = new Utf8JsonReader(b);
        while (left.Read() && right.Read())
        {
            if (left.TokenType == right.TokenType && left.ValueSpan.SequenceEqual(right.ValueSpan)) continue;
            return IsPlain(left) && IsPlain(right);
        }

        return false;
    }

    private static bool IsPlain(Utf8JsonReader at) => at.TokenType switch
    {
        JsonTokenType.String => !at.ValueIsEscaped,
        JsonTokenType.True or JsonTokenType.False => true,
        JsonTokenType.Number => !at.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'),
        _ => false,
    };
}
