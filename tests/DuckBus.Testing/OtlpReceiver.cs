using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.Testing;

/// <summary>A real OTLP backend (HTTP with protobuf) that keeps every span it is sent.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<OtlpSpan> spans = [];
    private readonly WebApplication web;

    private OtlpReceiver(int port)
    {
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Endpoint.OriginalString);
        web = builder.Build();
        web.MapPost("/v1/traces", ReceiveAsync);
        web.MapPost("/v1/metrics", () => Results.Ok());
        web.MapPost("/v1/logs", () => Results.Ok());
    }

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, with <c>OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The spans received so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. spans];

    /// <summary>Starts a receiver on a free port.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver(FreePort.Next());
        await receiver.web.StartAsync();
        return receiver;
    }

    /// <summary>Waits until the spans received meet a condition.</summary>
    /// <returns>The spans received until then.</returns>
    public async Task<IReadOnlyList<OtlpSpan>> WaitForAsync(string what, TimeSpan deadline, Func<IReadOnlyList<OtlpSpan>, bool> condition)
    {
        await Eventually.Async(what, deadline, () => condition(Spans),
            () => Spans.Count == 0 ? "no span" : string.Join("\n  ", Spans.Select(s => $"{s.TraceId[..6]} {s.ParentSpanId} → {s.SpanId} {s.Service}: {s.Name}")));
        return Spans;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        foreach (var span in OtlpDecoder.Spans(body.ToArray())) spans.Enqueue(span);
        return Results.Bytes(ReadOnlyMemory<byte>.Empty, "application/x-protobuf");
    }
}
