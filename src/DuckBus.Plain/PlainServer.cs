using DuckBus.Model.Errors;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DuckBus.Plain;

/// <summary>A small web server: some routes, health and metrics, and every refusal as a Status.</summary>
public sealed class PlainServer : IAsyncDisposable
{
    private const int MostBytes = 1024 * 1024;
    private readonly WebApplication app;

    private PlainServer(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public IEnumerable<string> Urls => app.Urls;

    /// <summary>Starts to listen.</summary>
    /// <param name="url">Such as <c>http://localhost:8080</c>.</param>
    /// <param name="part">Whose metrics.</param>
    /// <param name="notReadyReason">Why it cannot do its work now, or null when it can.</param>
    /// <param name="routes">What it answers.</param>
    /// <param name="log">Hears of bugs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PlainServer> StartAsync(
        string url, PartTelemetry part, Func<string?> notReadyReason, Action<IEndpointRouteBuilder> routes, ILogger log, CancellationToken cancellationToken)
    {
        var builder = SmallWeb.Builder(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes);
        var server = builder.Build();
        server.Use((http, next) => ExplainAsync(http, next, log));
        server.UseRouting();
        server.MapPartEndpoints(part, notReadyReason);
        routes(server);
        await server.StartOrDisposeAsync(cancellationToken);
        return new PlainServer(server);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => app.StopAndDisposeAsync();

    private static async Task ExplainAsync(HttpContext http, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405)
                await http.AnswerAsync(http.Response.StatusCode == 404 ? Status.NoSuchPath(http.Request.Path) : Status.MethodNotAllowed(http.Request.Method, http.Request.Path));
        }
        catch (StatusException refused)
        {
            await http.AnswerAsync(refused.Status);
        }
        catch (BadHttpRequestException bad)
        {
            await http.AnswerAsync(Status.BadRequest(bad.Message) with { Code = bad.StatusCode });
        }
        catch (OperationCanceledException)
        {
            if (!http.RequestAborted.IsCancellationRequested) await http.AnswerAsync(Status.Unavailable("the server is stopping"));
        }
        catch (Exception bug)
        {
            log.LogError(bug, "✗ {Method} {Path} failed: a bug of the server", http.Request.Method, http.Request.Path);
            await http.AnswerAsync(Status.InternalError(bug.Message));
        }
    }
}
