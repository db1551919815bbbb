using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DuckBus.Telemetry.Otlp;

/// <summary>Receives traces as any OTLP backend does: over HTTP, in protobuf (<c>OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf</c>).</summary>
public static class OtlpEndpoints
{
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Maps <c>/v1/traces</c>, which keeps the spans, and <c>/v1/metrics</c> and <c>/v1/logs</c>, which drop what they get.</summary>
    /// <param name="routes">Where to map them.</param>
    /// <param name="spans">Where the spans go.</param>
    /// <returns>The three endpoints, for conventions such as anonymous access.</returns>
    public static RouteGroupBuilder MapOtlp(this IEndpointRouteBuilder routes, ReceivedSpans spans)
    {
        var group = routes.MapGroup("/v1");
        group.MapPost("/traces", context => ReceiveAsync(context, spans));
        group.MapPost("/metrics", Drop);
        group.MapPost("/logs", Drop);
        group.ExcludeFromDescription();
        return group;
    }

    /// <summary>Maps <c>/api/traces/ID</c>, which answers with a trace that is kept, as Jaeger does.</summary>
    /// <param name="routes">Where to map it.</param>
    /// <param name="spans">Where the spans are.</param>
    public static void MapTraces(this IEndpointRouteBuilder routes, ReceivedSpans spans) => routes.MapGet("/api/traces/{id}", context =>
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var trace = spans.OfTrace(id);
        context.Response.StatusCode = trace.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JaegerJson.Of(id, trace).ToJsonString(), context.RequestAborted);
    }).ExcludeFromDescription();

    private static async Task ReceiveAsync(HttpContext context, ReceivedSpans spans)
    {
        if (context.Request.ContentType?.StartsWith(Protobuf, StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            await context.Response.WriteAsync($"traces are taken as {Protobuf}: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n", context.RequestAborted);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (OtlpDecoder.TrySpans(body.ToArray()) is not { } received)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("the body is no ExportTraceServiceRequest\n", context.RequestAborted);
            return;
        }

        spans.Add(received);
        context.Response.ContentType = Protobuf;
    }

    private static Task Drop(HttpContext context)
    {
        context.Response.ContentType = Protobuf;
        return Task.CompletedTask;
    }
}
