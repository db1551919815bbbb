using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DuckBus.ApiServer.Http.Fields;
using DuckBus.Model.Errors;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http;

/// <summary>
/// Reads a body once, before it is made into objects, and refuses what no field can hold: broken JSON, too many levels,
/// nulls in lists, NUL characters and broken text. In the same pass it compares the fields with those of the type.
/// </summary>
internal ref struct JsonScan
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> json;
    private readonly FieldFindings? findings;

    /// <summary>For each level where we are.</summary>
    private readonly JsonLevel[] path = new JsonLevel[MaxDepth + 2];

    private JsonScan(ReadOnlySpan<byte> json, bool isList, ValueSchema? schema, FieldFindings? findings)
    {
        this.json = json;
        this.findings = findings;
        path[0].Enter(null, isList: false);
        path[1].Enter(schema, isList);
    }

    /// <summary>Checks a body that must be a JSON object.</summary>
    /// <exception cref="StatusException">400: what is wrong, and where.</exception>
    public static void Check(ReadOnlySpan<byte> json) => Check(json, type: null, findings: null);

    /// <summary>Checks a body that must be a JSON list.</summary>
    /// <exception cref="StatusException">400: what is wrong, and where.</exception>
    public static void CheckList(ReadOnlySpan<byte> json, FieldFindings? findings = null) => Check(json, JsonTokenType.StartArray, schema: null, findings);

    /// <summary>Checks a body that must be a JSON object and notes what is to be said of its fields.</summary>
    /// <param name="json">The body.</param>
    /// <param name="type">The type whose fields it should have; null to look for fields that are given twice only.</param>
    /// <param name="findings">Takes the notes; null for none.</param>
    /// <exception cref="StatusException">400: what is wrong, and where.</exception>
    public static void Check(ReadOnlySpan<byte> json, Type? type, FieldFindings? findings) => Check(
        json, JsonTokenType.StartObject, type is null ? null : new ValueSchema(ValueForm.Object, type, null, TypeSchema.Of(type)), findings);

    private static void Check(ReadOnlySpan<byte> json, JsonTokenType root, ValueSchema? schema, FieldFindings? findings)
    {
        var expected = root == JsonTokenType.StartObject ? "object" : "list";
        if (json.IsEmpty) throw Bad("", $"the body is empty; a JSON {expected} was expected");
        if (!Utf8.IsValid(json)) throw Bad("", "the body is not valid UTF-8");
        try
        {
            new JsonScan(json, root == JsonTokenType.StartArray, schema, findings).Run(root, expected);
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
            ref var level = ref path[depth];
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    level.At((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    Text(ref reader, depth);
                    if (findings is not null) Name(ref reader, ref level, depth);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    continue;
            }

            if (level.IsList) level.Index++;
            if (level.Field?.NotActedOn is { } rule && findings is not null && JsonUse.IsSet(reader, rule, out var value))
                findings.NotActedOn(Path(depth), rule, value);
            switch (reader.TokenType)
            {
                case JsonTokenType.Null when level.IsList:
                    throw Bad(Path(depth), "null is not allowed in a list");
                case JsonTokenType.String:
                    Text(ref reader, depth);
                    break;
                case JsonTokenType.StartArray or JsonTokenType.StartObject when depth > 0:
                    path[depth + 1].Enter(level.Value, reader.TokenType == JsonTokenType.StartArray);
                    break;
            }
        }
    }

    /// <summary>Compares the name of a field with those of the type and those that were there before.</summary>
    private readonly void Name(ref Utf8JsonReader reader, ref JsonLevel level, int depth)
    {
        if (level.Take(ref reader) is { } mistake)
        {
            if (mistake == JsonLevel.Mistake.Unknown) findings!.Unknown(Path(depth));
            else findings!.Duplicate(Path(depth));
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
            ref var level = ref path[i];
            if (level.IsList) text.Append('[').Append(level.Index).Append(']');
            else text.Append(i == 1 ? "" : ".").Append(Encoding.UTF8.GetString(json.Slice(level.Start, level.Length)));
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
