using System.Threading.Channels;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy;

/// <summary>
/// What stands in for a proxy where containers are lines in a file and nothing can answer: it says so, in an event on each service.
/// </summary>
public sealed class UnroutedServices : IAsyncDisposable
{
    private const string Engineless = "file://";
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Service> found = Channel.CreateUnbounded<Service>();
    private readonly InformerFactory informers;
    private readonly Informer<Node> nodes;
    private readonly EventRecorder events;
    private readonly ILogger log;
    private Task running = Task.CompletedTask;

    private UnroutedServices(ProxyOptions options, ApiClient api, IChangeBus bus, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        log = logs.CreateLogger("proxy");
        events = new EventRecorder(api, "proxy", null, time, log);
        informers = new InformerFactory(
            api, bus, new InformerOptions { Sync = options.Sync, Resync = options.Resync, TellOutages = false }, telemetry, time, logs);
        nodes = informers.For<Node>();
        informers.For<Service>().OnChange(change =>
        {
            if (change is { Old: null, New: { } service }) found.Writer.TryWrite(service);
        });
    }

    /// <summary>Starts to tell, and returns at once.</summary>
    public static async Task<UnroutedServices> StartAsync(
        ProxyOptions options, ApiClient api, IChangeBus bus, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var part = new UnroutedServices(options, api, bus, telemetry, time, logs);
        await part.informers.StartAsync(cancellationToken);
        part.running = Task.Run(part.TellAsync, CancellationToken.None);
        return part;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await informers.DisposeAsync();
        await events.DisposeAsync();
        stop.Dispose();
    }

    private async Task TellAsync()
    {
        await informers.WaitForSyncAsync(stop.Token);
        await foreach (var service in found.Reader.ReadAllAsync(stop.Token))
        {
            if (IsOfCluster(service) || nodes.List().Any(HasEngine)) continue;
            events.Warning(service, "NotRouted", "Nothing answers behind this service: the nodes run containers as lines in files. Start Docker for real containers");
            log.LogInformation("⚠ {Service}: nothing answers behind it, since containers are lines in files here", ObjectName.Of(service));
        }
    }

    private static bool HasEngine(Node node) =>
        node.Status?.NodeInfo?.ContainerRuntimeVersion is { Length: > 0 } runtime && !runtime.StartsWith(Engineless, StringComparison.Ordinal);

    private static bool IsOfCluster(Service service) =>
        service.Metadata is { Namespace: "default", Name: "kubernetes" } or { Namespace: "kube-system", Name: "kube-dns" };
}
