using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DuckBus.ApiServer.Http;

/// <summary>What a client takes for an answer, best first: by <c>q</c>, then as it was written, wildcards last.</summary>
internal static class AcceptHeader
{
    /// <summary>Stands for a type whose name is none, such as that of OpenAPI in protobuf, which has an @ in it.</summary>
    private static readonly MediaTypeHeaderValue Unreadable = new("unreadable/unreadable");

    /// <summary>The media types of a request; empty if it takes anything.</summary>
    public static IReadOnlyList<MediaTypeHeaderValue> Of(HttpRequest request) => Parse(request.Headers.Accept);

    /// <summary>The media types of a header; empty if it takes anything. What cannot be read takes nothing.</summary>
    public static IReadOnlyList<MediaTypeHeaderValue> Parse(StringValues header)
    {
        if (StringValues.IsNullOrEmpty(header) || header == "*/*") return [];
        if (!MediaTypeHeaderValue.TryParseList(header!, out var types))
            types = [.. header.ToString().Split(',').Select(one => MediaTypeHeaderValue.TryParse(one, out var type) ? type : Unreadable)];
        return types.Count == 1
            ? [.. types]
            : [.. types.Where(type => type.Quality != 0).OrderByDescending(type => type.Quality ?? 1).ThenBy(type => type.MatchesAllSubTypes)];
    }

    /// <summary>The value of a parameter such as <c>as</c>, <c>g</c> or <c>v</c>; null if it is not given.</summary>
    public static string? Parameter(this MediaTypeHeaderValue type, string name)
    {
        foreach (var parameter in type.Parameters)
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return HeaderUtilities.RemoveQuotes(parameter.Value).Value;
        return null;
    }

    /// <summary>Whether a media type, such as <c>application/json</c>, is the one accepted or falls under its wildcard.</summary>
    public static bool Takes(this MediaTypeHeaderValue accepted, string mediaType) =>
        accepted.MatchesAllTypes
        || accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        || (accepted.MatchesAllSubTypes && mediaType.StartsWith($"{accepted.Type}/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether JSON of the shape <c>as</c> of a group and version is accepted: a Table, or a discovery list.</summary>
    public static bool TakesJson(this MediaTypeHeaderValue accepted, string group, string version, string shape) =>
        accepted.Takes("application/json")
        && accepted.Parameter("as") == shape && accepted.Parameter("g") == group && accepted.Parameter("v") == version;
}
