using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using Microsoft.Playwright;

namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>The page as a piece of the web: for everybody, by itself, and never pretending.</summary>
[Collection(StageCollection.Name)]
public sealed class PageTests(StageFixture stage) : IAsyncLifetime
{
    private const string CutOff = """
        [...document.querySelectorAll('.waterfall .trigger')].map(badge => [badge, badge.closest('.what')])
            .filter(([badge, line]) => badge.getBoundingClientRect().right > line.getBoundingClientRect().right + 1)
            .map(([badge, line]) => line.textContent)
        """;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => new(stage.ClearAsync());

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_can_be_used_by_everybody(ColorScheme scheme)
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "open-to-everybody-whatever-the-name-says"}""");
        await using var screen = await stage.OpenAsync(scheme);
        await screen.ShowsAsync(".pod.ready");
        await AllowsAsync(screen, "the stage");
        await screen.PressAsync("?");
        await screen.ShowsAsync(".help");
        await AllowsAsync(screen, "the help");
        await screen.PressAsync("Escape");
        await screen.Page.ClickAsync(".pod.ready");
        await screen.Page.ClickAsync("#tab-Trace");
        await screen.ShowsAsync(".waterfall li");
        await AllowsAsync(screen, "the story");
        await screen.Page.Locator(".waterfall li", new() { HasText = "reconcile default/open-to" }).First.WaitForAsync();
        (await screen.Page.EvaluateAsync<string[]>(CutOff)).ShouldBeEmpty("what set a reconcile off is the point of the line");
    }

    [Fact]
    public async Task It_asks_nothing_of_any_other_host_and_leaves_no_error_in_the_console()
    {
        await using var screen = await stage.OpenAsync();
        await screen.ShowsAsync(".node.well");
        screen.Requests.Select(url => new Uri(url).Authority).Distinct().ShouldBe([stage.Address.Authority]);
        screen.Requests.ShouldContain(url => url.StartsWith("ws:", StringComparison.Ordinal));
        screen.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(1366, 768)]
    [InlineData(1280, 720)]
    public async Task It_fits_on_the_screen(int width, int height)
    {
        await using var screen = await stage.OpenAsync();
        await screen.Page.SetViewportSizeAsync(width, height);
        (await screen.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await screen.Page.EvaluateAsync<int>("document.documentElement.scrollHeight")).ShouldBeLessThanOrEqualTo(height);
        (await screen.Page.EvaluateAsync<int>("document.querySelector('.foot').scrollWidth - document.querySelector('.foot').clientWidth")).ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public async Task The_race_is_a_click_away_and_counts_as_live_for_as_long_as_it_is()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "runner"}""");
        await using var screen = await stage.OpenAsync();
        await screen.Page.ClickAsync(".head a[href=race]");
        await screen.ShowsAsync(".lane .pod.ready");

        // Longer than a page may be silent before it is called dead.
        const string WatchTheLink = """
            new Promise(done => {
                const from = performance.now();
                const look = () => document.documentElement.dataset.link !== "up" || performance.now() - from > 5000
                    ? done(document.documentElement.dataset.link) : setTimeout(look, 100);
                look();
            })
            """;
        (await screen.Page.EvaluateAsync<string>(WatchTheLink)).ShouldBe("up");
    }

    [Fact]
    public async Task It_outlives_its_server_and_never_shows_as_live_what_is_not()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        await using var dashboard = await DuckBusProcess.StartAsync("dashboard", new Dictionary<string, string>(StringComparer.Ordinal),
            "dashboard", "--api", stage.ApiAddress.ToString(), "--dashboard-url", address.ToString());
        await Eventually.Async("the dashboard serves", TimeSpan.FromSeconds(30), () => dashboard.Output.Contains("serving the dashboard", StringComparison.Ordinal), () => dashboard.Tail);
        await using var screen = await stage.OpenAsync(address: address);
        await screen.ShowsAsync(".node.well[data-node=node-3]");
        await screen.ShowsAsync(".bus.none");
        await screen.ShowsAsync("[data-act=stop-broker][aria-disabled=true]");

        await dashboard.KillAsync();
        await screen.Page.Locator(".link-lost").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Visible });
        (await screen.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.floor')).filter")).ShouldContain("grayscale");

        await dashboard.StartAgainAsync();
        await screen.Page.Locator(".link-lost").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
        await screen.ShowsAsync("html[data-link=up]");
        await screen.ShowsAsync(".node.well[data-node=node-3]");
    }

    [Fact]
    public async Task Without_the_API_server_it_says_how_old_it_is()
    {
        var (api, address) = (new Uri($"http://127.0.0.1:{FreePort.Next()}"), new Uri($"http://127.0.0.1:{FreePort.Next()}/"));
        var directory = Directory.CreateTempSubdirectory("duckbus-api-").FullName;
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var server = await DuckBusProcess.StartAsync("apiserver", none, "apiserver", "--urls", api.ToString(), "--data", directory))
        await using (await DuckBusProcess.StartAsync("dashboard", none, "dashboard", "--api", api.ToString(), "--dashboard-url", address.ToString()))
        {
            using var http = new HttpClient();
            await Eventually.Async("the dashboard is ready", TimeSpan.FromSeconds(40), async () => (await http.GetAsync(new Uri(address, "readyz"))).IsSuccessStatusCode, () => server.Tail);
            await using var screen = await stage.OpenAsync(address: address);
            await screen.ShowsAsync(".stage:not(.stale)");

            await server.KillAsync();
            await screen.ShowsAsync(".stage.stale .notice:has-text('This is how it was at')");
            (await screen.Page.Locator(".clock span").InnerTextAsync()).ShouldBe("stale");

            await server.StartAgainAsync();
            await screen.ShowsAsync(".stage:not(.stale)");
            await screen.TellsAsync("The API server answers again.");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_page_of_another_site_gets_nowhere()
    {
        using var http = new HttpClient();
        using var foreign = new HttpRequestMessage(HttpMethod.Post, new Uri(stage.Address, "_blazor/negotiate?negotiateVersion=1"));
        foreign.Headers.Add("Origin", "http://evil.example");
        (await http.SendAsync(foreign, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        using var renamed = new HttpRequestMessage(HttpMethod.Get, stage.Address);
        renamed.Headers.Host = "evil.example";
        (await http.SendAsync(renamed, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task It_says_whether_it_is_ready_and_what_it_has_measured()
    {
        using var http = new HttpClient { BaseAddress = stage.Address };
        (await http.GetStringAsync("readyz", TestContext.Current.CancellationToken)).Trim().ShouldBe("ok");
        (await http.GetStringAsync("metrics", TestContext.Current.CancellationToken)).ShouldContain("duckbus_informer_objects");
    }

    private static async Task AllowsAsync(Screen screen, string what)
    {
        // What moves is measured when it has come to rest.
        await screen.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        var found = await screen.Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
        found.Violations.ShouldBeEmpty($"{what}: " + string.Join("\n", found.Violations.Select(
            violation => $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(4).Select(node => node.Html + " " + string.Join(' ', node.Any.Select(check => check.Message))))}")));
    }
}
