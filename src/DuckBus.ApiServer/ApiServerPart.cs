using System.Security.Cryptography;
using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.Authentication;
using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Certificates;
using DuckBus.ApiServer.Computed;
using DuckBus.ApiServer.Containers;
using DuckBus.ApiServer.Discovery;
using DuckBus.ApiServer.Evictions;
using DuckBus.ApiServer.Housekeeping;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Kubelets;
using DuckBus.ApiServer.OpenApi;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Relay;
using DuckBus.ApiServer.Reviews;
using DuckBus.ApiServer.Services;
using DuckBus.ApiServer.Subresources;
using DuckBus.ApiServer.Watching;
using DuckBus.ApiServer.Writes;
using DuckBus.Bus;
using DuckBus.Model.Core;
using DuckBus.Store;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer;

/// <summary>
/// The API server: the only part that opens the store. It serves the Kubernetes API and the container API, and publishes
/// what changes on the bus.
/// </summary>
public sealed class ApiServerPart : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication app;
    private readonly WatchCache cache;
    private readonly ReadBarrier barrier;
    private readonly ResourceWriter writer;
    private readonly ChangeRelay relay;
    private readonly Bootstrap bootstrap;
    private readonly RangeRepair ranges;
    private readonly Housekeeper housekeeper;
    private readonly LogSubresource logs;
    private readonly KubeletTunnel tunnel;
    private readonly ServiceAccountTokens tokens;
    private readonly Authenticator authenticator;
    private readonly UsageClient usage = new();
    private readonly List<Task> running = [];

    private ApiServerPart(
        ApiServerOptions options, IResourceStore store, IChangeBus bus, PartTelemetry telemetry, TimeProvider time, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger("apiserver");
        var files = options.KeyDirectory is { } directory ? new KeyFiles(directory) : null;
        Authority = files is null ? CertificateAuthority.InMemory(time) : CertificateAuthority.Open(files, time);
        cache = new WatchCache(store, options, time, log);
        barrier = new ReadBarrier(store, cache, time, log);
        var reservations = new Reservations(store, cache, barrier, time);
        var addresses = new AddressRange(options.ServiceNetwork);
        var nodePorts = new PortRange(options.FirstNodePort, options.LastNodePort);
        writer = new ResourceWriter(store, cache, barrier, new ServiceClaims(reservations, addresses, nodePorts), telemetry, time);
        relay = new ChangeRelay(store, bus, options, telemetry, time, log);
        IReadOnlyList<(string, Service)> own = [("default", KubernetesService.Of(addresses, options.Urls)), ("kube-system", DnsService.Of(addresses))];
        bootstrap = new Bootstrap(cache, writer, own, options, time, log);
        ranges = new RangeRepair(cache, writer, own, addresses, nodePorts, time, log);
        housekeeper = new Housekeeper(store, cache, writer, new ReservationRepair(reservations, barrier, time), options, time, log);
        telemetry.Meter.CreateObservableGauge(MetricNames.Watches, () => cache.Watchers);

        var authorizer = new AllowAll();
        var reader = new ResourceReader(cache, barrier, time);
        var calls = new ResourceCalls(writer, reader, new ApplyCalls(writer, options, time), options, time);
        logs = new LogSubresource(reader, stopping.Token);
        tunnel = new KubeletTunnel(stopping.Token);
        tokens = new ServiceAccountTokens(files?.Key("sa.key") ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), barrier, time);
        authenticator = new Authenticator(Authority, tokens, options.AnonymousAuth, options.PlainHttpFrom);
        IReadOnlyList<Subresource> subresources =
            [new StatusSubresource(reader, calls), new FinalizeSubresource(calls), new BindingSubresource(writer, calls, time), logs,
             new EphemeralContainersSubresource(reader, calls), .. ConnectSubresource.All(reader, tunnel),
             new TokenSubresource(tokens, reader, calls), new ScaleSubresource(calls), new EvictionSubresource(reader, writer, calls, time)];
        IReadOnlyList<ComputedKind> computed =
            [new PodUsage(reader, usage), new NodeUsage(reader, usage),
             new SelfSubjectAccessReviews(calls, authorizer), new SubjectAccessReviews(calls, authorizer), new LocalSubjectAccessReviews(calls, authorizer),
             new SelfSubjectRulesReviews(calls, authorizer), new SelfSubjectReviews(calls), new OldSelfSubjectReviews(calls), new TokenReviews(calls, tokens)];
        var api = new KubernetesApi(
            reader, calls, new WatchHandler(cache, reader, store, options, time, stopping.Token), subresources, computed,
            new ApiDiscovery(subresources), new OpenApiDocuments(subresources), authorizer, new RequestMetrics(telemetry), telemetry, time);
        app = Build(options, new ServingCertificate(Authority, ServerNames.Of(options.Urls, [addresses[0], .. options.CertificateNames]), time), loggers);
        Map(app, api, new ContainerEndpoints(new ContainerService(reader, writer, nodePorts), calls, authorizer, telemetry), telemetry, log);
    }

    /// <summary>Where the server listens, over HTTP if it does.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Where the server listens over HTTPS; null if it does not.</summary>
    public Uri? SecureAddress { get; private set; }

    /// <summary>Signs the server's certificate and those of users.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>How many watches are open.</summary>
    public int Watches => cache.Watchers;

    /// <summary>Why the server cannot do its work now, or null if it can.</summary>
    public string? NotReadyReason => barrier.Failure is { } failure ? $"the store does not answer: {failure}" : null;

    /// <summary>Starts a server. The store is open; the broker need not be there.</summary>
    /// <exception cref="IOException">It cannot listen where it should; the message says why in one line.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static async Task<ApiServerPart> StartAsync(
        ApiServerOptions options, IResourceStore store, IChangeBus bus, PartTelemetry telemetry, TimeProvider time,
        ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var part = new ApiServerPart(options, store, bus, telemetry, time, logs);
        try
        {
            await part.StartAsync(options, cancellationToken);
            return part;
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers what was begun, ends the watches, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        using (var limit = new CancellationTokenSource(StopLimit)) await app.StopAsync(limit.Token);
        await Task.WhenAll(running);
        await app.DisposeAsync();
        barrier.Dispose();
        logs.Dispose();
        tunnel.Dispose();
        tokens.Dispose();
        Authority.Dispose();
        usage.Dispose();
        stopping.Dispose();
    }

    private static WebApplication Build(ApiServerOptions options, ServingCertificate certificate, ILoggerFactory logs)
    {
        // Whoever starts the part configures it, and nobody else: no files, no environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection();
        builder.Services.AddRouting();
        builder.Logging.AddProvider(new ForwardingLoggerProvider(logs)).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificateSelector = (_, _) => certificate.Current;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate(); // The authenticator refuses one that is no good, with a reason that the user sees.
            });
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250; // One connection carries all watches of a client.
            kestrel.Limits.MaxRequestBodySize = null; // BodyReader has the limit, and an answer for what is beyond.
        });
        ContainerDocs.AddTo(builder.Services);
        return builder.Build();
    }

    private void Map(WebApplication web, KubernetesApi api, ContainerEndpoints containers, PartTelemetry telemetry, ILogger log)
    {
        web.Use(new FailureMiddleware(log).InvokeAsync);
        web.Use(async (http, next) =>
        {
            http.IsFrom(await authenticator.AuthenticateAsync(http));
            await next(http);
        });
        web.Use(async (http, next) =>
        {
            if (http.GetEndpoint() is not null || !await api.TryHandleAsync(http)) await next(http);
        });
        web.UseSwagger();
        web.UseSwaggerUI(ui =>
        {
            ui.SwaggerEndpoint("/swagger/v1/swagger.json", "Containers and health");
            foreach (var (name, path) in OpenApiDocuments.Versions) ui.SwaggerEndpoint(path, name);
            ui.DocumentTitle = "DuckBus";
            ui.EnableFilter();
            ui.DefaultModelsExpandDepth(0);
            ui.EnableTryItOutByDefault();
        });
        web.MapGet("/", (HttpRequest request) => AcceptHeader.Of(request).Any(type => type.Takes("text/html") && !type.Takes("application/json"))
            ? Results.Redirect("/swagger/index.html") // Who opens the address in a browser sees a page.
            : Results.Json(new { paths = api.Paths })).ExcludeFromDescription();
        containers.Map(web);
        web.MapPartEndpoints(telemetry, () => NotReadyReason);
    }

    private async Task StartAsync(ApiServerOptions options, CancellationToken cancellationToken)
    {
        await cache.LoadAsync(cancellationToken);
        running.Add(cache.RunAsync(stopping.Token));
        await bootstrap.RunAsync(cancellationToken);
        await ranges.RunAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new IOException($"cannot listen on {options.Urls}: {e.InnerException?.Message ?? e.Message}. Is another server running there?", e);
        }

        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        SecureAddress = bound.Find(address => address.Scheme == Uri.UriSchemeHttps);
        Address = bound.Find(address => address.Scheme == Uri.UriSchemeHttp) ?? bound[0];
        running.Add(relay.RunAsync(stopping.Token));
        running.Add(barrier.WatchAsync(stopping.Token));
        running.Add(housekeeper.RunAsync(stopping.Token));
        running.Add(bootstrap.KeepAsync(stopping.Token));
    }
}
