using System.Text.Json;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>Finds the metadata in the bytes of an object; nothing is parsed into objects.</summary>
internal static class MetadataSlice
{
    /// <summary>The value of the field <c>metadata</c>, as it stands.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found) return json[start..(int)reader.BytesConsumed];
        }

        return "{}"u8;
    }
}
