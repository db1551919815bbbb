using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Telemetry;

/// <summary>A small web server for the parts that have none of their own: health, readiness and metrics.</summary>
public sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private HealthServer(WebApplication app) => this.app = app;

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public IEnumerable<string> Urls => app.Urls;

    /// <inheritdoc cref="StartAsync(string, PartTelemetry, Func{string?}, RequestDelegate?, CancellationToken)" />
    public static Task<HealthServer> StartAsync(
        string url, PartTelemetry part, Func<string?> notReadyReason, CancellationToken cancellationToken) =>
        StartAsync(url, part, notReadyReason, otherwise: null, cancellationToken);

    /// <summary>Starts to listen.</summary>
    /// <param name="url">Such as <c>http://localhost:9101</c>; port 0 takes a free one (on an address, not on <c>localhost</c>).</param>
    /// <param name="part">Whose metrics.</param>
    /// <param name="notReadyReason">Why the part cannot do its work now, or null when it can.</param>
    /// <param name="otherwise">Answers all other paths; 404 if null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HealthServer> StartAsync(
        string url, PartTelemetry part, Func<string?> notReadyReason, RequestDelegate? otherwise, CancellationToken cancellationToken)
    {
        var server = SmallWeb.Builder(url).Build();
        server.MapPartEndpoints(part, notReadyReason);
        if (otherwise is not null) server.MapFallback(otherwise);
        await server.StartOrDisposeAsync(cancellationToken);
        return new HealthServer(server);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => app.StopAndDisposeAsync();
}
