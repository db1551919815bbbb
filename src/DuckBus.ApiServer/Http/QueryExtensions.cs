using System.Globalization;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>Reads query parameters; what cannot be read is a 400 that names the parameter.</summary>
internal static class QueryExtensions
{
    public static string? Text(this HttpRequest request, string name) =>
        request.QueryString.HasValue && request.Query.TryGetValue(name, out var values) && values[^1] is { Length: > 0 } text ? text : null;

    public static bool Flag(this HttpRequest request, string name) => request.Text(name) switch
    {
        null or "false" or "0" or "f" or "False" => false,
        "true" or "1" or "t" or "True" => true,
        var text => throw Bad(name, text, "true or false"),
    };

    /// <summary>A whole number that is not negative.</summary>
    public static long? Number(this HttpRequest request, string name)
    {
        if (request.Text(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad(name, text, "a whole number, 0 or more");
    }

    /// <summary>Whether the call is to be checked and answered without being done.</summary>
    public static bool DryRun(this HttpRequest request) => request.Text("dryRun") switch
    {
        null => false,
        "All" => true,
        var text => throw Bad("dryRun", text, "All"),
    };

    public static StatusException Bad(string name, string value, string expected) =>
        new(Status.BadRequest($"{name}: \"{value}\" is not valid: {expected} was expected", StatusCause.Invalid(name, value, $"{expected} was expected")));
}
