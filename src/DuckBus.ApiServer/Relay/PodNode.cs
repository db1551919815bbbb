using System.Text.Json;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Relay;

/// <summary>Finds the node of a pod in its bytes, so that kubelets hear of their own pods only.</summary>
internal static class PodNode
{
    private static readonly string Pods = ResourceKind.Of<Pod>().Id;

    /// <summary><c>spec.nodeName</c> of a pod; null for other kinds and for pods without one.</summary>
    public static string? Of(string kind, ReadOnlySpan<byte> body)
    {
        if (kind != Pods) return null;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return Enter(ref reader, "spec"u8) && reader.TokenType == JsonTokenType.StartObject
            && Enter(ref reader, "nodeName"u8) && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } node
            ? node
            : null;
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }

        return false;
    }
}
