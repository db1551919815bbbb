using System.Diagnostics;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>The span of a request, as a child of the caller's. Without a caller's only what a user changes is worth a trace.</summary>
internal static class RequestTracing
{
    private static readonly string[] Routine = ["leases.coordination.k8s.io", "events"];

    /// <summary>Starts the span of a request on a resource, or makes sure that nothing below starts one.</summary>
    public static Activity? Start(PartTelemetry telemetry, HttpRequest request, ResourceTarget target)
    {
        var declared = !HttpMethods.IsGet(request.Method) && target.Subresource != "status" && !Routine.Contains(target.Kind.Id);
        var span = Start(telemetry, request, declared, () => $"{request.Method} {target.Kind.Plural}{(target.Subresource is { } sub ? "/" + sub : "")}");
        span?.SetTag(Tags.Kind, target.Kind.Id);
        if (target.Namespace.Length > 0) span?.SetTag(Tags.Namespace, target.Namespace);
        if (target.Name is not null) span?.SetTag(Tags.Name, target.Name);
        return span;
    }

    /// <summary>Starts the span of a request.</summary>
    public static Activity? Start(PartTelemetry telemetry, HttpRequest request, bool worthATrace, Func<string> name)
    {
        // The host's own activity is not exported: as a parent it would cut the trace in two.
        Activity.Current = null;
        if (!telemetry.Spans.HasListeners()) return null;
        var known = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        if (!known && !worthATrace) return null;
        var span = telemetry.Spans.StartActivity(name(), ActivityKind.Server, parent);
        span?.SetTag("http.request.method", request.Method);
        span?.SetTag("url.path", request.Path.Value);
        return span;
    }

    /// <summary>Ends the span with the code of the answer.</summary>
    public static void End(this Activity? span, int code)
    {
        span?.SetTag("http.response.status_code", code);
        if (code >= 500) span?.SetStatus(ActivityStatusCode.Error);
    }
}
