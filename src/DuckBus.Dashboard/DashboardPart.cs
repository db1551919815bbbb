using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Dashboard.Observation;
using DuckBus.Dashboard.Pages;
using DuckBus.Dashboard.Races;
using DuckBus.Dashboard.Stages;
using DuckBus.Dashboard.Stories;
using DuckBus.Dashboard.Web;
using DuckBus.Telemetry;
using DuckBus.Telemetry.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DuckBus.Dashboard;

/// <summary>The live page of a cluster. It is a client of the API and of the bus like any other part.</summary>
public sealed class DashboardPart : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly Observatory observatory;
    private readonly Observer observer;
    private readonly WarningFeed warnings;
    private readonly Past past;
    private readonly WebApplication app;
    private Task running = Task.CompletedTask;

    private DashboardPart(
        DashboardOptions options, ApiClient api, IChangeBus bus, IStage stage, ReceivedSpans spans, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        observatory = new Observatory(time);
        observer = new Observer(options, observatory, api, bus, telemetry, time, logs);
        warnings = new WarningFeed(api, observatory, time);
        past = new Past(api);
        app = Build(options, logs, services => services
            .AddSingleton(options).AddSingleton(observatory).AddSingleton(time).AddSingleton(spans)
            .AddSingleton(new RaceTrack(options.Race, time))
            .AddSingleton(new Acts(api, stage, observatory))
            .AddSingleton(new StoryTeller(api, observer.Find, spans)));
        Map(options, spans, telemetry);
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>What keeps the dashboard from being ready; null if there is nothing.</summary>
    public string? NotReadyReason => observer.NotReadyReason;

    /// <summary>Starts to serve and to watch. Waits for neither the API server nor the broker.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="api">The API.</param>
    /// <param name="bus">News of changes.</param>
    /// <param name="stage">What the buttons reach.</param>
    /// <param name="spans">Where spans are kept; those that are sent to <c>/v1/traces</c> are added.</param>
    /// <param name="telemetry">Spans and metrics.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Log lines.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DashboardPart> StartAsync(
        DashboardOptions options, ApiClient api, IChangeBus bus, IStage stage, ReceivedSpans spans, PartTelemetry telemetry, TimeProvider time,
        ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var part = new DashboardPart(options, api, bus, stage, spans, telemetry, time, logs);
        try
        {
            await part.app.StartAsync(cancellationToken);
            part.Address = new Uri(part.app.Urls.First());
            var start = time.GetUtcNow();
            await part.observer.StartAsync(cancellationToken);
            part.running = Task.WhenAll(
                part.observatory.PumpAsync(part.observer.Look, part.stopping.Token), part.warnings.RunAsync(part.stopping.Token), part.RecallAsync(start, part.stopping.Token));
            return part;
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await observer.DisposeAsync();
        using (var limit = new CancellationTokenSource(StopLimit)) await app.StopAsync(limit.Token);
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private async Task RecallAsync(DateTimeOffset start, CancellationToken cancellationToken)
    {
        await observer.WaitForSyncAsync(cancellationToken);
        observatory.Recall(await past.ReadAsync(cancellationToken), start);
    }

    private static WebApplication Build(DashboardOptions options, ILoggerFactory logs, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.AddProvider(new ForwardingLoggerProvider(logs)).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // That keys are not encrypted at rest: they never rest.
        builder.WebHost.UseKestrelCore().UseUrls(options.Url);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ForgetfulKeys());
        add(builder.Services);
        return builder.Build();
    }

    private void Map(DashboardOptions options, ReceivedSpans spans, PartTelemetry telemetry)
    {
        app.Use(async (context, next) =>
        {
            if (HostNames.Allows(options.Url, context.Request.Host.Host)) await next(context);
            else context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        });
        app.Use((context, next) => SafetyHeaders.AddAsync(context, next));
        app.UseRouting();
        app.UseAntiforgery();
        app.MapEmbeddedAssets();
        app.MapPartEndpoints(telemetry, () => NotReadyReason);
        app.MapOtlp(spans);
        app.MapTraces(spans);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
