using System.Text.Json;
using System.Text.RegularExpressions;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Http;

/// <summary>Turns a body into an object of the model, or into an error that names the field.</summary>
internal static partial class JsonBody
{
    /// <summary>The object that a body describes.</summary>
    /// <exception cref="StatusException">400: it describes none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) => (T)Read(json, typeof(T), ModelJson.Options);

    /// <summary>The object of a type that a body describes.</summary>
    /// <exception cref="StatusException">400: it describes none.</exception>
    public static object Read(ReadOnlySpan<byte> json, Type type) => Read(json, type, ModelJson.Options);

    /// <summary>The object of a type that a body describes, read with options of one's own.</summary>
    /// <exception cref="StatusException">400: it describes none.</exception>
    public static object Read(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        JsonScan.Check(json);
        return Convert(json, type, options);
    }

    /// <summary>As <see cref="Read(ReadOnlySpan{byte}, Type)"/>, for JSON that was scanned before.</summary>
    public static object Convert(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type, options) ?? throw new JsonException("an object was expected, not null");
        }
        catch (JsonException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>What a failure to read means to whoever wrote the body.</summary>
    public static StatusException Explain(JsonException e)
    {
        var field = Field(e.Path);
        var message = Reason(e.Message);
        return field.Length == 0
            ? new StatusException(Status.BadRequest(message))
            : new StatusException(Status.BadRequest($"{field}: {message}", StatusCause.TypeInvalid(field, message)));
    }

    private static string Field(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];

    private static string Reason(string message)
    {
        if (Unconvertible().Match(message) is { Success: true } match) return $"the value has the wrong type: {Friendly(match.Groups["type"].Value)} was expected";
        if (message.StartsWith("Duplicate property", StringComparison.Ordinal)) return "the field is given twice";
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    private static string Friendly(string type) => type switch
    {
        _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        "System.String" => "a string",
        _ when type.Contains("IReadOnlyList", StringComparison.Ordinal) => "a list",
        _ => "an object",
    };

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\.(?:\s|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unconvertible();
}
