using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using Microsoft.Playwright;

namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>A whole cluster without containers, started as a person would, and a real Chromium that looks at it.</summary>
public sealed class StageFixture : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-dashboard-").FullName;
    private IPlaywright playwright = null!;

    public DuckBusProcess Cluster { get; private set; } = null!;

    public Rest Api { get; private set; } = null!;

    public Uri ApiAddress { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        ApiAddress = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        Api = new Rest(ApiAddress);
        Cluster = await DuckBusProcess.StartAsync("run", new Dictionary<string, string>(StringComparer.Ordinal),
            "run", "--runtime", "file", "--urls", ApiAddress.ToString(), "--data", directory, "--dashboard-url", Address.ToString(), "--race", $"bus={ApiAddress}");
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await Eventually.Async("the cluster is ready", TimeSpan.FromSeconds(60), () => Cluster.Output.Contains("DuckBus is ready", StringComparison.Ordinal), () => Cluster.Tail);
    }

    /// <summary>A page of the dashboard, live.</summary>
    public async Task<Screen> OpenAsync(ColorScheme scheme = ColorScheme.Light, Uri? address = null)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1920, Height = 1080 },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(30_000);
        var screen = new Screen(context, await context.NewPageAsync());
        await screen.Page.GotoAsync((address ?? Address).ToString());
        await screen.ShowsAsync("html[data-link=up]");
        return screen;
    }

    /// <summary>Removes all that is declared.</summary>
    public async Task ClearAsync()
    {
        foreach (var container in await Api.ContainersAsync())
            await Api.SendAsync(HttpMethod.Delete, $"/api/containers/{container!["name"]}");
        await Eventually.Async("no pod is left", TimeSpan.FromSeconds(40), async () => (await Api.ItemsAsync("/api/v1/pods")).Count == 0, () => Cluster.Tail);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        Api?.Dispose();
        if (Cluster is not null) await Cluster.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
