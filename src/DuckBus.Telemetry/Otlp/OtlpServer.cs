using Microsoft.AspNetCore.Builder;

namespace DuckBus.Telemetry.Otlp;

/// <summary>A small OTLP backend for whoever has no Jaeger: it keeps the latest spans in memory.</summary>
public sealed class OtlpServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private OtlpServer(WebApplication app, ReceivedSpans spans)
    {
        this.app = app;
        Spans = spans;
    }

    /// <summary>Where it listens, with the port that was really taken: for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public Uri Endpoint => new(app.Urls.First());

    /// <summary>What it has received.</summary>
    public ReceivedSpans Spans { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="url">Such as <c>http://127.0.0.1:4318</c>; port 0 takes a free one (on an address, not on <c>localhost</c>).</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<OtlpServer> StartAsync(string url, CancellationToken cancellationToken)
    {
        var server = SmallWeb.Builder(url).Build();
        var spans = new ReceivedSpans();
        server.MapOtlp(spans);
        await server.StartOrDisposeAsync(cancellationToken);
        return new OtlpServer(server, spans);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => app.StopAndDisposeAsync();
}
