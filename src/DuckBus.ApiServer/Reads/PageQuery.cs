using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">How many items at most; null for all.</param>
/// <param name="Token">Where to go on; null from the beginning.</param>
internal sealed record PageQuery(int? Limit, ContinueToken? Token)
{
    /// <summary>Reads the options of a page.</summary>
    /// <exception cref="StatusException">400: one of them cannot be read.</exception>
    public static PageQuery Of(HttpRequest request)
    {
        var limit = request.Number("limit") is > 0 and var asked ? (int)Math.Min(asked, int.MaxValue - 1) : (int?)null;
        var token = request.Text("continue") is { } text ? ContinueToken.Parse(text) : null;
        if (token is not null && request.Text("resourceVersion") is not (null or "0"))
            throw new StatusException(Status.BadRequest("resourceVersion: is not allowed together with continue, which names its own"));
        return new PageQuery(limit, token);
    }
}
