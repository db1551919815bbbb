using System.Text.Json;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Rules;

/// <summary>Compares values by their JSON: the order of fields and how a number is written do not count.</summary>
internal static class JsonEquality
{
    public static bool Same(object? a, object? b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a is null || b is null) return false;
        return Same(ModelJson.Write(a), ModelJson.Write(b));
    }

    public static bool Same(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b)
    {
        if (a.Span.SequenceEqual(b.Span)) return true;
        using var left = JsonDocument.Parse(a);
        using var right = JsonDocument.Parse(b);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
