using DuckBus.Telemetry.Otlp;

namespace DuckBus.Testing;

/// <summary>The product's own OTLP backend on a free port, with a wait for what is to arrive.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly OtlpServer server;

    private OtlpReceiver(OtlpServer server) => this.server = server;

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, with <c>OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf</c>.</summary>
    public Uri Endpoint => server.Endpoint;

    /// <summary>The spans received so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => server.Spans.All;

    /// <summary>Starts a receiver on a free port.</summary>
    public static async Task<OtlpReceiver> StartAsync() =>
        new(await OtlpServer.StartAsync($"http://127.0.0.1:{FreePort.Next()}", CancellationToken.None));

    /// <summary>Waits until the spans received meet a condition.</summary>
    /// <returns>The spans received until then.</returns>
    public async Task<IReadOnlyList<OtlpSpan>> WaitForAsync(string what, TimeSpan deadline, Func<IReadOnlyList<OtlpSpan>, bool> condition)
    {
        await Eventually.Async(what, deadline, () => condition(Spans),
            () => Spans.Count == 0 ? "no span" : string.Join("\n  ", Spans.Select(s => $"{s.TraceId[..6]} {s.ParentSpanId} → {s.SpanId} {s.Service}: {s.Name}")));
        return Spans;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
