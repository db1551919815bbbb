using DuckBus.ApiServer;
using DuckBus.Client.Api;
using DuckBus.Gateway;
using DuckBus.Model.Discovery;
using DuckBus.Model.Meta;
using DuckBus.Store.Embedded;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Proxy.Tests.Fakes;

/// <summary>An API server, a gateway and proxies in this process. Services are on loopback addresses of their own.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static int clusters;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-proxy-");
    private readonly EmbeddedStore store;
    private readonly List<IAsyncDisposable> parts = [];
    private readonly List<PartTelemetry> telemetries = [];
    private readonly HttpClient http = new();
    private readonly string range = $"127.97.{Interlocked.Increment(ref clusters)}.0/24";
    private readonly int dnsPort = FreePort.Next();

    private TestProxy()
    {
        store = new EmbeddedStore(new EmbeddedStoreOptions(directory.FullName), telemetry: null, TimeProvider.System, NullLogger.Instance);
        Gateway = new LocalGateway(dnsPort);
    }

    public FragileBus Bus { get; } = new();

    public LocalGateway Gateway { get; }

    public ServiceRange Range => ServiceRange.Parse(range);

    public ApiClient Api { get; private set; } = null!;

    public static async Task<TestProxy> StartAsync()
    {
        var test = new TestProxy();
        await test.Bus.StartAsync(default);
        await test.store.OpenAsync(default);
        var server = await ApiServerPart.StartAsync(
            new ApiServerOptions { Urls = "http://127.0.0.1:0", ServiceNetwork = test.range }, test.store, test.Bus, test.Telemetry("apiserver"),
            TimeProvider.System, NullLoggerFactory.Instance, default);
        test.parts.Add(server);
        test.http.BaseAddress = server.Address;
        test.Api = new ApiClient(test.http);
        return test;
    }

    public async Task<ProxyPart> StartProxyAsync(TimeSpan? resync = null, int? dnsPort = null)
    {
        var options = new ProxyOptions
        {
            Nodes = ["node-1"],
            Range = Range,
            DnsPort = dnsPort ?? this.dnsPort,
            Resync = resync ?? TimeSpan.FromMinutes(10),
        };
        var proxy = await ProxyPart.StartAsync(options, Api, Bus, Gateway, Telemetry("proxy"), TimeProvider.System, NullLoggerFactory.Instance, default);
        parts.Add(proxy);
        await Eventually.Async("the proxy is ready", Deadline, () => proxy.NotReadyReason is null, () => proxy.NotReadyReason ?? "");
        return proxy;
    }

    /// <summary>Makes a service.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> CreateServiceAsync(string name, int port)
    {
        var service = A.Service(name, null, A.Port(port));
        service = await Api.CreateAsync(service with { Metadata = new ObjectMeta { Namespace = "default", Name = name } }, default);
        return service.Spec.ClusterIP!;
    }

    /// <summary>Says what is behind a service.</summary>
    public async Task SetEndpointsAsync(string service, int port, params Endpoint[] endpoints)
    {
        var slice = A.Slice(service, [(null, port)], endpoints);
        var known = (await Api.ListAsync<EndpointSlice>(new ListOptions("default"), default)).Items.FirstOrDefault(each => each.Metadata.Name == slice.Metadata.Name);
        if (known is null) await Api.CreateAsync(slice, default);
        else await Api.UpdateAsync(known with { Endpoints = slice.Endpoints, Ports = slice.Ports }, default);
    }

    public static Task UntilAnswersAsync(string address, int port, string name) => Eventually.Async(
        $"{name} answers at {address}:{port}", Deadline, async () => await NamedServer.AskAsync(address, port) == name);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts)) await part.DisposeAsync();
        await Gateway.DisposeAsync();
        await store.DisposeAsync();
        await Bus.DisposeAsync();
        http.Dispose();
        foreach (var telemetry in telemetries) telemetry.Dispose();
        directory.Delete(recursive: true);
    }

    private PartTelemetry Telemetry(string part)
    {
        var telemetry = new PartTelemetry(part);
        telemetries.Add(telemetry);
        return telemetry;
    }
}
