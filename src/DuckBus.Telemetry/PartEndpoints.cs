using DuckBus.Telemetry.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DuckBus.Telemetry;

/// <summary>The endpoints that every part has: is it alive, is it ready, what has it done.</summary>
public static class PartEndpoints
{
    /// <summary>
    /// Maps <c>/healthz</c> and <c>/livez</c> (always <c>ok</c>), <c>/readyz</c> (200 <c>ok</c>, or 503 with the reason) and
    /// <c>/metrics</c> (Prometheus text). With <c>?verbose</c> a probe tells what it looked at.
    /// </summary>
    /// <param name="routes">Where to map them.</param>
    /// <param name="part">Whose metrics.</param>
    /// <param name="notReadyReason">Why the part cannot do its work now, or null when it can.</param>
    /// <returns>The four endpoints, for conventions such as anonymous access.</returns>
    public static RouteGroupBuilder MapPartEndpoints(
        this IEndpointRouteBuilder routes, PartTelemetry part, Func<string?> notReadyReason)
    {
        var group = routes.MapGroup("");
        group.MapGet("/healthz", context => Probe(context, "healthz", notReadyReason: null));
        group.MapGet("/livez", context => Probe(context, "livez", notReadyReason: null));
        group.MapGet("/readyz", context => Probe(context, "readyz", notReadyReason()));
        group.MapGet("/metrics", context =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(part.Metrics.Render(), context.RequestAborted);
        });
        group.ExcludeFromDescription();
        return group;
    }

    private static Task Probe(HttpContext context, string name, string? notReadyReason)
    {
        context.Response.StatusCode = notReadyReason is null ? 200 : 503;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var text = (notReadyReason, context.Request.Query.ContainsKey("verbose")) switch
        {
            (null, true) => $"[+]ping ok\n{name} check passed",
            (_, true) => $"[+]ping ok\n[-]ready failed: {notReadyReason}\n{name} check failed",
            (_, false) => notReadyReason ?? "ok",
        };
        return context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }
}
