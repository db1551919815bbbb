using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>The schemas of values that are one word on the wire.</summary>
internal static class WordSchemas
{
    /// <summary>Writes the type of a value that has no schema of its own.</summary>
    public static void Write(Utf8JsonWriter json, ValueSchema value)
    {
        switch (value.Form)
        {
            case ValueForm.Integer:
                Type(json, "integer", value.Type == typeof(long) ? "int64" : "int32");
                break;
            case ValueForm.Number:
                Type(json, "number", "double");
                break;
            case ValueForm.Boolean:
                Type(json, "boolean", null);
                break;
            case ValueForm.Bytes:
                Type(json, "string", "byte");
                break;
            case ValueForm.Any:
                json.WriteBoolean("x-kubernetes-preserve-unknown-fields", true);
                break;
            default:
                Type(json, "string", null);
                break;
        }
    }

    /// <summary>Writes the schema of a form that has a name of its own.</summary>
    public static void Write(Utf8JsonWriter json, OpenApiDialect dialect, ValueForm form)
    {
        json.WriteString("description", form switch
        {
            ValueForm.Quantity => "An amount: a number, with a decimal suffix such as m, k or M or a binary one such as Ki, Mi or Gi. 100m is a tenth, 64Mi is 64 times 1024 times 1024.",
            ValueForm.IntOrString => "A whole number, or text such as 25% or the name of a port.",
            ValueForm.Time => "A time in RFC 3339, in UTC, with whole seconds: 2026-11-21T06:00:00Z.",
            _ => "A time in RFC 3339, in UTC, with microseconds: 2026-11-21T06:00:00.000000Z.",
        });
        if (form is ValueForm.Time or ValueForm.MicroTime) Type(json, "string", "date-time");
        else if (dialect == OpenApiDialect.V2) Type(json, "string", form == ValueForm.IntOrString ? "int-or-string" : null);
        else
        {
            if (form == ValueForm.IntOrString) json.WriteString("format", "int-or-string");
            json.WriteStartArray("oneOf");
            foreach (var type in new[] { form == ValueForm.IntOrString ? "integer" : "number", "string" })
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void Type(Utf8JsonWriter json, string type, string? format)
    {
        json.WriteString("type", type);
        if (format is not null) json.WriteString("format", format);
    }
}
