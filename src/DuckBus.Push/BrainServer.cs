using System.Diagnostics.Metrics;
using DuckBus.Plain;
using DuckBus.Push.Commands;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DuckBus.Push;

/// <summary>The brain over HTTP: <c>POST /container/start</c>, <c>POST /container/stop</c>, <c>GET /containers</c>.</summary>
public static class BrainServer
{
    /// <summary>Starts to listen.</summary>
    /// <param name="url">Such as <c>http://localhost:8080</c>.</param>
    /// <param name="brain">Who decides.</param>
    /// <param name="bus">Ready while this is connected.</param>
    /// <param name="telemetry">Takes the metrics.</param>
    /// <param name="log">Hears of bugs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<PlainServer> StartAsync(
        string url, Brain brain, CommandBus bus, PartTelemetry telemetry, ILogger log, CancellationToken cancellationToken)
    {
        telemetry.Meter.CreateObservableCounter(MetricNames.Commands, () => new Measurement<long>(brain.Sent), description: "Commands that the brain sent to nodes.");
        return PlainServer.StartAsync(
            url, telemetry, () => bus.IsConnected ? null : "the broker is away: no node can be reached", routes => Map(routes, brain), log, cancellationToken);
    }

    private static void Map(IEndpointRouteBuilder routes, Brain brain)
    {
        routes.MapPost("/container/start", async http =>
            await http.AnswerAsync(201, await brain.StartAsync(await http.ReadAsync<PlainRequest>(), http.RequestAborted)));
        routes.MapPost("/container/stop", async http =>
            await http.AnswerAsync(200, await brain.StopAsync(await http.ReadAsync<StopRequest>(), http.RequestAborted)));
        routes.MapGet("/containers", async http =>
            await http.AnswerAsync(200, await brain.ListAsync(http.RequestAborted)));
    }
}
