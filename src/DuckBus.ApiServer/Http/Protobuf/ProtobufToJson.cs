using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http.Protobuf;

/// <summary>
/// Turns the protobuf that Kubernetes clients send into JSON, by the numbers that the model's fields have. What is zero on the
/// wire is left out unless zero is a value of its own, as the JSON of the same client would be.
/// </summary>
internal sealed class ProtobufToJson
{
    private const int MaxDepth = 64;
    private const long FirstSecond = -62135596800; // 0001-01-01, the oldest time there is.
    private const long LastSecond = 253402300799; // 9999-12-31T23:59:59.

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> path = [];

    /// <summary>The object of a type that a body describes, as UTF-8 JSON.</summary>
    /// <exception cref="StatusException">400: it describes none; the message names the place.</exception>
    public static byte[] Convert(ReadOnlySpan<byte> body, Type type)
    {
        var conversion = new ProtobufToJson();
        try
        {
            var envelope = ProtobufEnvelope.Open(body);
            var json = new JsonObject();
            if (envelope.ApiVersion.Length > 0) json["apiVersion"] = envelope.ApiVersion;
            if (envelope.Kind.Length > 0) json["kind"] = envelope.Kind;
            conversion.Message(envelope.Message, ProtobufFields.Of(TypeSchema.Of(type)), json);
            return JsonSerializer.SerializeToUtf8Bytes(json, ModelJson.Options);
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            var message = e is FormatException ? e.Message : "the text is not valid UTF-8";
            var field = string.Join('.', conversion.path).Replace(".[", "[", StringComparison.Ordinal);
            throw field.Length == 0
                ? new StatusException(Status.BadRequest($"the body is no protobuf message of Kubernetes: {message}"))
                : new StatusException(Status.BadRequest($"{field}: {message}", StatusCause.TypeInvalid(field, message)));
        }
    }

    private void Message(ReadOnlySpan<byte> message, ProtobufFields fields, JsonObject into)
    {
        var reader = new ProtobufReader(message);
        while (reader.Read())
        {
            var (field, inlined) = fields.Find(reader.Number);
            if (inlined is not null) Message(Demand(reader, WireType.Length).Bytes, inlined, into);
            if (field is null) continue;
            Enter(field.Name);
            Field(reader, field, into);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void Field(ProtobufReader reader, FieldSchema field, JsonObject into)
    {
        switch (field.Value)
        {
            case { Form: ValueForm.List, Items: { } items }:
                if (into[field.Name] is not JsonArray list) into[field.Name] = list = [];
                Item(reader, items, list);
                break;
            case { Form: ValueForm.Map, Items: { } values }:
                if (into[field.Name] is not JsonObject map) into[field.Name] = map = [];
                Entry(Demand(reader, WireType.Length).Bytes, values, map);
                break;
            case { Form: ValueForm.Object, Fields: { } inner }:
                if (into[field.Name] is not JsonObject json) into[field.Name] = json = [];
                Message(Demand(reader, WireType.Length).Bytes, ProtobufFields.Of(inner), json);
                break;
            default:
                if (Single(reader, field.Value) is { } value && (ZeroValues.Count(field) || !ZeroValues.IsZero(value))) into[field.Name] = value;
                else into.Remove(field.Name);
                break;
        }
    }

    private void Item(ProtobufReader reader, ValueSchema items, JsonArray list)
    {
        if (items.Form == ValueForm.Integer && reader.Type == WireType.Length)
        {
            var packed = reader.Bytes;
            while (ProtobufReader.ReadPacked(ref packed, out var number)) list.Add((long)number);
            return;
        }

        Enter($"[{list.Count}]");
        list.Add(Nested(reader, items));
        path.RemoveAt(path.Count - 1);
    }

    private void Entry(ReadOnlySpan<byte> entry, ValueSchema values, JsonObject map)
    {
        var key = "";
        JsonNode? value = null;
        var reader = new ProtobufReader(entry);
        while (reader.Read())
        {
            if (reader.Number == 1) key = Strict.GetString(Demand(reader, WireType.Length).Bytes);
            if (reader.Number != 2) continue;
            Enter(key);
            value = Nested(reader, values);
            path.RemoveAt(path.Count - 1);
        }

        map[key] = value ?? (values.Form is ValueForm.String or ValueForm.Bytes ? "" : null);
    }

    /// <summary>A value in a list or a map. Where the value is a list itself, protobuf has a message with the list as field 1.</summary>
    private JsonNode? Nested(ProtobufReader reader, ValueSchema schema)
    {
        switch (schema)
        {
            case { Form: ValueForm.Object, Fields: { } inner }:
                var json = new JsonObject();
                Message(Demand(reader, WireType.Length).Bytes, ProtobufFields.Of(inner), json);
                return json;
            case { Form: ValueForm.List, Items: { } items }:
                var list = new JsonArray();
                var wrapped = new ProtobufReader(Demand(reader, WireType.Length).Bytes);
                while (wrapped.Read())
                    if (wrapped.Number == 1) Item(wrapped, items, list);
                return list;
            default:
                return Single(reader, schema);
        }
    }

    /// <summary>A value that is no list, map or struct; null if it is not set.</summary>
    private static JsonNode? Single(ProtobufReader reader, ValueSchema schema) => schema.Form switch
    {
        ValueForm.Integer => (long)Demand(reader, WireType.Varint).Value,
        ValueForm.Boolean => Demand(reader, WireType.Varint).Value != 0,
        ValueForm.Number => BitConverter.UInt64BitsToDouble(Demand(reader, WireType.Fixed64).Value) is var number && double.IsFinite(number)
            ? number
            : throw new FormatException("the number is not finite"),
        ValueForm.String => Strict.GetString(Demand(reader, WireType.Length).Bytes),
        ValueForm.Bytes => System.Convert.ToBase64String(Demand(reader, WireType.Length).Bytes),
        ValueForm.Quantity => Strict.GetString(Find(Demand(reader, WireType.Length).Bytes, 1).Bytes),
        ValueForm.IntOrString => IntOrString(Demand(reader, WireType.Length).Bytes),
        ValueForm.Time => Time(Demand(reader, WireType.Length).Bytes, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ValueForm.MicroTime => Time(Demand(reader, WireType.Length).Bytes, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
        _ => Raw(reader),
    };

    private static JsonNode IntOrString(ReadOnlySpan<byte> message) =>
        Find(message, 1).Value == 0 ? (int)Find(message, 2).Value : Strict.GetString(Find(message, 3).Bytes);

    private static JsonNode? Time(ReadOnlySpan<byte> message, string format)
    {
        if (message.IsEmpty) return null;
        var (seconds, nanos) = ((long)Find(message, 1).Value, (long)Find(message, 2).Value);
        if (seconds is < FirstSecond or > LastSecond || nanos is < 0 or > 999_999_999) throw new FormatException("the time is not between the years 1 and 9999");
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100).UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A value of any form travels as JSON in field 1.</summary>
    private static JsonNode? Raw(ProtobufReader reader)
    {
        var json = Find(Demand(reader, WireType.Length).Bytes, 1).Bytes;
        try
        {
            return json.IsEmpty ? null : JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FormatException("the value is not valid JSON", e);
        }
    }

    private static ProtobufReader Find(ReadOnlySpan<byte> message, int number)
    {
        var reader = new ProtobufReader(message);
        var found = default(ProtobufReader);
        while (reader.Read())
            if (reader.Number == number) found = reader;
        return found;
    }

    private static ProtobufReader Demand(ProtobufReader reader, WireType type) => reader.Type == type
        ? reader
        : throw new FormatException($"field {reader.Number} has the wire type {(int)reader.Type}, {(int)type} was expected");

    private void Enter(string part)
    {
        path.Add(part);
        if (path.Count > MaxDepth) throw new FormatException($"there are more than {MaxDepth} levels");
    }
}
