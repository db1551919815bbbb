using Microsoft.AspNetCore.Http;

namespace DuckBus.Dashboard.Web;

/// <summary>The page loads nothing from elsewhere and is shown in no other page: its buttons break things.</summary>
internal static class SafetyHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers, and refuses a WebSocket that another site's page opens.</summary>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        if (IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    /// <summary>Whether a page of another site asks.</summary>
    internal static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && string.Equals(site.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
