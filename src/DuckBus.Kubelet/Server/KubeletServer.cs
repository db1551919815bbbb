using DuckBus.Kubelet.Pods;
using DuckBus.Model.Core;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DuckBus.Kubelet.Server;

/// <summary>What the kubelet serves over HTTP: health, metrics, logs, commands in containers, and its pods as it sees them.</summary>
internal sealed class KubeletServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private KubeletServer(WebApplication app, Uri address)
    {
        this.app = app;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="url">Where; port 0 takes a free one.</param>
    /// <param name="telemetry">Whose metrics.</param>
    /// <param name="notReadyReason">Why the kubelet is not ready.</param>
    /// <param name="endpoints">What else it has; null until the kubelet knows where it listens and can make them.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="InvalidOperationException">The address cannot be had; the message says why, in a line.</exception>
    public static async Task<KubeletServer> StartAsync(
        string url, PartTelemetry telemetry, Func<string?> notReadyReason, Func<KubeletEndpoints?> endpoints, CancellationToken cancellationToken)
    {
        var web = SmallWeb.Builder(url).Build();
        web.UseWebSockets();
        web.MapPartEndpoints(telemetry, notReadyReason);
        Map(web, endpoints);
        try
        {
            await web.StartOrDisposeAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException($"the kubelet cannot listen on {url}: {failure.Message}", failure);
        }

        var addresses = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new KubeletServer(web, new Uri(addresses.First().Replace("[::]", "127.0.0.1").Replace("0.0.0.0", "127.0.0.1")));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => app.StopAndDisposeAsync();

    private static void Map(WebApplication web, Func<KubeletEndpoints?> endpoints)
    {
        static Task TooEarly(HttpContext context) => context.RefuseAsync(503, "the kubelet is still starting; try again");
        web.MapGet("/pods", () => Results.Bytes(ModelJson.Write(List(endpoints()?.Pods)), "application/json"));
        web.MapGet("/usage/pods", (HttpContext context) => endpoints()?.Usage.PodsAsync(context) ?? TooEarly(context));
        web.MapGet("/usage/node", (HttpContext context) => endpoints()?.Usage.NodeAsync(context) ?? TooEarly(context));
        web.MapGet("/containerLogs/{ns}/{pod}/{container}", (HttpContext context, string ns, string pod, string container) =>
            endpoints()?.Logs.ServeAsync(context, ns, pod, container) ?? TooEarly(context));
        web.Map("/exec/{ns}/{pod}/{container}", (HttpContext context, string ns, string pod, string container) =>
            endpoints()?.Commands.ExecAsync(context, ns, pod, container) ?? TooEarly(context));
        web.Map("/attach/{ns}/{pod}/{container}", (HttpContext context, string ns, string pod, string container) =>
            endpoints()?.Commands.AttachAsync(context, ns, pod, container) ?? TooEarly(context));
        web.Map("/portForward/{ns}/{pod}", (HttpContext context, string ns, string pod) =>
            endpoints()?.Ports.ServeAsync(context, ns, pod) ?? TooEarly(context));
    }

    private static ResourceList<Pod> List(PodManager? pods) => new()
    {
        ApiVersion = "v1",
        Kind = "PodList",
        Items = [.. (pods?.Workers ?? []).Select(worker => worker.Snapshot()).OfType<Pod>()],
    };
}
