using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Http;

/// <summary>
/// Reads a body once, before it is made into objects, and refuses what no field can hold: broken JSON, too many levels,
/// nulls in lists, NUL characters and broken text.
/// </summary>
internal ref struct JsonScan
{
    private const int MaxDepth = 64;
    private const int InObject = -2;
    private const int BeforeFirst = -1;

    private readonly ReadOnlySpan<byte> json;

    /// <summary>For each level where we are: the name of the field in an object, or the index in a list.</summary>
    private readonly (int Start, int Length, int Index)[] path = new (int, int, int)[MaxDepth + 2];

    private JsonScan(ReadOnlySpan<byte> json)
    {
        this.json = json;
        path[0].Index = InObject;
    }

    /// <summary>Checks a body that must be a JSON object.</summary>
    /// <exception cref="StatusException">400: what is wrong, and where.</exception>
    public static void Check(ReadOnlySpan<byte> json) => Check(json, JsonTokenType.StartObject);

    /// <summary>Checks a body that must be a JSON list.</summary>
    /// <exception cref="StatusException">400: what is wrong, and where.</exception>
    public static void CheckList(ReadOnlySpan<byte> json) => Check(json, JsonTokenType.StartArray);

    private static void Check(ReadOnlySpan<byte> json, JsonTokenType root)
    {
        var expected = root == JsonTokenType.StartObject ? "object" : "list";
        if (json.IsEmpty) throw Bad("", $"the body is empty; a JSON {expected} was expected");
        if (!Utf8.IsValid(json)) throw Bad("", "the body is not valid UTF-8");
        try
        {
            new JsonScan(json).Run(root, expected);
        }
        catch (JsonException e)
        {
            throw Bad("", $"the body is not valid JSON, line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Reason(e.Message)}");
        }
    }

    private void Run(JsonTokenType root, string expected)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            if (depth == 0 && reader.TokenType != root && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                throw Bad("", $"the body is not a JSON {expected}");
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path[depth] = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, InObject);
                    Text(ref reader, depth);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    continue;
            }

            var inList = path[depth].Index != InObject;
            if (inList) path[depth].Index++;
            switch (reader.TokenType)
            {
                case JsonTokenType.Null when inList:
                    throw Bad(Path(depth), "null is not allowed in a list");
                case JsonTokenType.String:
                    Text(ref reader, depth);
                    break;
                case JsonTokenType.StartArray:
                    path[depth + 1].Index = BeforeFirst;
                    break;
                case JsonTokenType.StartObject:
                    path[depth + 1].Index = InObject;
                    break;
            }
        }
    }

    private readonly void Text(ref Utf8JsonReader reader, int depth)
    {
        if (!reader.ValueIsEscaped) return;
        try
        {
            if (reader.GetString()!.Contains('\0')) throw Bad(Path(depth), "the character NUL is not allowed");
        }
        catch (InvalidOperationException)
        {
            throw Bad(Path(depth), "the text has a broken \\u escape");
        }
    }

    private readonly string Path(int depth)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= depth; i++)
        {
            var (start, length, index) = path[i];
            if (index != InObject) text.Append('[').Append(index).Append(']');
            else text.Append(i == 1 ? "" : ".").Append(Encoding.UTF8.GetString(json.Slice(start, length)));
        }

        return text.ToString();
    }

    /// <summary>What the reader says, without the place, which is told apart, and without advice to programmers.</summary>
    private static string Reason(string message) => message.Split(" LineNumber: ")[0]
        .Replace(" in this mode", "", StringComparison.Ordinal)
        .Replace(" Change the reader options.", "", StringComparison.Ordinal)
        .TrimEnd('.');

    private static StatusException Bad(string field, string message) => field.Length == 0
        ? new(Status.BadRequest(message))
        : new(Status.BadRequest($"{field}: {message}", StatusCause.TypeInvalid(field, message)));
}
