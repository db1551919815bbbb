using DuckBus.ApiServer;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Scheduler;
using DuckBus.Store.Embedded;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Controllers.Tests.Cluster;

/// <summary>An API server, the controllers and the scheduler in this process, with nodes that only pretend to run pods.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-controllers-");
    private readonly EmbeddedStore store;
    private readonly InMemoryChangeBus bus = new();
    private readonly List<IAsyncDisposable> parts = [];
    private readonly List<PartTelemetry> telemetries = [];
    private readonly Dictionary<string, PretendKubelet> kubelets = new(StringComparer.Ordinal);
    private HttpClient? http;

    private TestCluster() =>
        store = new EmbeddedStore(new EmbeddedStoreOptions(directory.FullName), telemetry: null, TimeProvider.System, NullLogger.Instance);

    public static ControllerOptions Fast { get; } = new()
    {
        LeaderElection = false,
        NodeGrace = TimeSpan.FromSeconds(2),
        HeartbeatCheck = TimeSpan.FromSeconds(0.1),
        Resync = TimeSpan.FromMinutes(10),
    };

    public ApiClient Api { get; private set; } = null!;

    public Uri Address => http!.BaseAddress!;

    public static async Task<TestCluster> StartAsync(ControllerOptions? controllers, bool scheduler, params string[] nodes)
    {
        var cluster = new TestCluster();
        try
        {
            await cluster.bus.StartAsync(default);
            await cluster.store.OpenAsync(default);
            var server = await ApiServerPart.StartAsync(
                new ApiServerOptions { Urls = "http://127.0.0.1:0" }, cluster.store, cluster.bus, cluster.Telemetry("apiserver"), TimeProvider.System,
                NullLoggerFactory.Instance, default);
            cluster.parts.Add(server);
            cluster.http = new HttpClient { BaseAddress = server.Address };
            cluster.Api = new ApiClient(cluster.http);
            if (controllers is not null) cluster.parts.Add(await cluster.StartControllersAsync(controllers));
            if (scheduler) await cluster.StartSchedulerAsync(cluster.Api);
            foreach (var node in nodes) await cluster.StartNodeAsync(node);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Task<ControllersPart> StartControllersAsync(ControllerOptions options) =>
        ControllersPart.StartAsync(options, Api, bus, Telemetry("controllers"), TimeProvider.System, NullLoggerFactory.Instance, default);

    /// <summary>Starts a scheduler that reaches the API in a way of its own.</summary>
    public async Task StartSchedulerAsync(ApiClient api) => parts.Add(await SchedulerPart.StartAsync(
        new SchedulerOptions { LeaderElection = false, Resync = TimeSpan.FromMinutes(10) },
        api, bus, Telemetry("scheduler"), TimeProvider.System, NullLoggerFactory.Instance, default));

    public async Task StopControllersAsync()
    {
        var controllers = parts.OfType<ControllersPart>().Single();
        parts.Remove(controllers);
        await controllers.DisposeAsync();
    }

    public async Task StartNodeAsync(string name, string cpu = "4")
    {
        var kubelet = kubelets[name] = new PretendKubelet(Api, bus, Telemetry($"kubelet/{name}"), name, cpu);
        await kubelet.StartAsync();
    }

    public async Task StopNodeAsync(string name)
    {
        kubelets.Remove(name, out var kubelet);
        await kubelet!.DisposeAsync();
    }

    public PartTelemetry Telemetry(string part)
    {
        var telemetry = new PartTelemetry(part);
        telemetries.Add(telemetry);
        return telemetry;
    }

    public InformerFactory Informers(InformerOptions options) =>
        new(Api, bus, options, Telemetry("test"), TimeProvider.System, NullLoggerFactory.Instance);

    public async Task<IReadOnlyList<T>> ListAsync<T>(string? ns = "default")
        where T : Resource => (await Api.ListAsync<T>(new ListOptions(ns), default)).Items;

    public async Task<IReadOnlyList<Pod>> PodsAsync(Func<Pod, bool> where) => [.. (await ListAsync<Pod>()).Where(where)];

    /// <summary>Waits until the pods of the namespace default are as they should be.</summary>
    public Task UntilPodsAsync(string what, Func<IReadOnlyList<Pod>, bool> condition) => UntilAsync<Pod>(what, condition);

    /// <summary>Waits until the objects of a kind are as they should be.</summary>
    public async Task UntilAsync<T>(string what, Func<IReadOnlyList<T>, bool> condition, string? ns = "default")
        where T : Resource
    {
        IReadOnlyList<T> seen = [];
        await Eventually.Async(what, Deadline, async () => condition(seen = await ListAsync<T>(ns)), () => string.Join(Environment.NewLine, seen));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kubelet in kubelets.Values) await kubelet.DisposeAsync();
        foreach (var part in Enumerable.Reverse(parts)) await part.DisposeAsync();
        await store.DisposeAsync();
        await bus.DisposeAsync();
        http?.Dispose();
        foreach (var telemetry in telemetries) telemetry.Dispose();
        directory.Delete(recursive: true);
    }
}
