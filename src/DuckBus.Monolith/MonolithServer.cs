using DuckBus.Model.Errors;
using DuckBus.Plain;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DuckBus.Monolith;

/// <summary>The monolith over HTTP: declare and take back, look, and pull a node's plug. It only writes down; the loop acts.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="store">What was declared.</param>
public sealed class MonolithServer(IReadOnlyList<LoopNode> nodes, Declarations store)
{
    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public Task<PlainServer> StartAsync(string url, PartTelemetry telemetry, ILogger log, CancellationToken cancellationToken) =>
        PlainServer.StartAsync(url, telemetry, () => nodes.Any(node => node.Alive) ? null : "no node answers", Map, log, cancellationToken);

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/containers", async http => await http.AnswerAsync(201, await AddAsync(http)));
        routes.MapGet("/api/containers", async http => await http.AnswerAsync<ContainerLine>(200, [.. (await store.ListAsync(http.RequestAborted)).Select(Line)]));
        routes.MapGet("/api/containers/{name}", async (HttpContext http, string name) => await http.AnswerAsync(200, await GetAsync(name, http.RequestAborted)));
        routes.MapDelete("/api/containers/{name}", async (HttpContext http, string name) => await http.AnswerAsync(200, Line(await store.RemoveAsync(name, http.RequestAborted))));
        routes.MapGet("/api/nodes", async http => await http.AnswerAsync<NodeLine>(200, [.. nodes.Select(NodeLine.Of)]));
        routes.MapPost("/api/nodes/{name}/stop", async (HttpContext http, string name) =>
        {
            await Node(name).PullPlugAsync(http.RequestAborted);
            await http.AnswerAsync(200, new NodeLine(name, "NotReady", []));
        });
        routes.MapPost("/api/nodes/{name}/start", async (HttpContext http, string name) =>
        {
            Node(name).PlugIn();
            await http.AnswerAsync(200, NodeLine.Of(Node(name)));
        });
    }

    private async Task<ContainerLine> AddAsync(HttpContext http)
    {
        var request = await http.ReadAsync<PlainRequest>();
        PlainRules.Demand(request.Name, PlainRules.Problems(request, [.. nodes.Select(node => node.Name)]));
        return Line(await store.AddAsync(request, http.RequestAborted));
    }

    private async Task<ContainerLine> GetAsync(string name, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(container => container.Name == name) is { } found
            ? Line(found)
            : throw new StatusException(PlainStatus.NotFound(name, "nobody declared it"));

    private LoopNode Node(string name) => nodes.FirstOrDefault(node => node.Name == name)
        ?? throw new StatusException(Status.NoSuchPath($"/api/nodes/{name}: there are {string.Join(", ", nodes.Select(node => node.Name))}"));

    private ContainerLine Line(Declared container) => ContainerLine.Of(container, nodes);
}
