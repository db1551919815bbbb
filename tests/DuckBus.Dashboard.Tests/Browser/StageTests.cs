using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>The scenes as the audience sees them.</summary>
[Collection(StageCollection.Name)]
public sealed class StageTests(StageFixture stage) : IAsyncLifetime
{
    private Screen screen = null!;

    public async ValueTask InitializeAsync() => screen = await stage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await screen.DisposeAsync();
        await stage.ClearAsync();
    }

    [Fact]
    public async Task A_container_that_is_declared_is_born_as_a_square_and_comes_back_when_it_is_killed()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "nginx"}""");
        await screen.ShowsAsync(".node .pod.ready[title^='nginx-']");
        await screen.TellsAsync("nginx is declared: 1 pod.");
        await screen.ShowsAsync(".verdict.met");
        (await screen.Page.Locator(".node .pod.ready .name").InnerTextAsync()).ShouldBe("nginx");

        await screen.PressAsync("k");
        await screen.TellsAsync("as a crash would.");
        await screen.TellsAsync("crashed");
        await screen.ShowsAsync(".node .pod.ready[title*='1 restart']");

        await stage.Api.SendAsync(HttpMethod.Delete, "/api/containers/nginx");
        await screen.TellsAsync("is gone.");
        await screen.ShowsNoMoreAsync(".node .pod");
        screen.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_switched_off_is_shown_silent_and_its_pods_are_born_elsewhere()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "web", "replicas": 3}""");
        await screen.ShowsAsync("[data-pods='3/3']");
        (await screen.CountAsync(".node .pod.ready")).ShouldBe(3);

        await screen.Page.ClickAsync("[data-node=node-2] .power");
        await screen.TellsAsync("node-2 is silent: its lease has run out.");
        await screen.ShowsAsync(".node.silent[data-node=node-2] .pod.lost");
        await screen.ShowsAsync("[data-pods='3/3']");
        (await screen.CountAsync("[data-node=node-1] .pod.ready, [data-node=node-3] .pod.ready")).ShouldBe(3);

        await screen.PressAsync("x");
        await screen.TellsAsync("node-2 is back.");
        await screen.ShowsAsync(".node.well[data-node=node-2]");
        await screen.ShowsNoMoreAsync(".pod.lost");
    }

    [Fact]
    public async Task Without_the_broker_the_line_breaks_and_the_resync_repairs()
    {
        await screen.ShowsAsync(".bus.up .dot");
        await screen.PressAsync("b");
        await screen.ShowsAsync(".bus.down");
        await screen.TellsAsync("The broker is down: changes are found by resync.");
        await screen.ShowsAsync(".countdown .drain");

        await stage.Api.PostAsync("/api/containers", """{"name": "late"}""");
        await screen.ShowsAsync(".pod.ready[title^='late-']");
        await screen.Page.Locator(".countdown b", new() { HasText = "repaired" }).WaitForAsync();
        await screen.ShowsAsync(".feed .trigger.resync");

        await screen.PressAsync("b");
        await screen.ShowsAsync(".bus.up");
        await screen.TellsAsync("The broker is back. Meanwhile the resync found");
        stage.Cluster.Output.ShouldContain("no change is published, changes are found by resync now: the bus in memory is stopped");
        stage.Cluster.Output.ShouldNotContain("RabbitMQ is not", Case.Sensitive, "there is none");
        await stage.Api.PostAsync("/api/containers", """{"name": "soon"}""");
        await screen.ShowsAsync(".pod.ready[title^='soon-']");
        await screen.ShowsAsync(".bus.up .dot.pod");
    }

    [Fact]
    public async Task An_intruder_is_told_of_and_is_gone()
    {
        await screen.PressAsync("i");
        await screen.TellsAsync("fake-container ran on node-1 and nobody had declared it: stopped.");
        await screen.ShowsNoMoreAsync(".pod.intruder");
    }

    [Fact]
    public async Task The_story_of_a_pod_is_told_by_its_events_its_log_its_YAML_and_its_trace()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "story"}""");
        await screen.Page.ClickAsync(".pod.ready[title^='story-']");
        await screen.Page.Locator(".story .events li", new() { HasText = "runs on node-" }).WaitForAsync();
        await screen.Page.Locator(".story .events li", new() { HasText = "kubelet:" }).First.WaitForAsync();
        await screen.Page.ClickAsync("#tab-Log");
        await screen.Page.Locator(".story pre", new() { HasText = "start" }).WaitForAsync();
        await screen.Page.ClickAsync("#tab-YAML");
        await screen.Page.Locator(".story pre", new() { HasText = "kind: Pod" }).WaitForAsync();
        (await screen.Page.Locator(".story pre").InnerTextAsync()).ShouldNotContain("managedFields");
        await screen.Page.ClickAsync("#tab-Trace");
        await screen.Page.Locator(".waterfall li", new() { HasText = "POST containers" }).WaitForAsync();
        foreach (var hop in new[] { "commit", "publish", "consume", "reconcile default/story", "bind", "sandbox", "container start", "status" })
            await screen.Page.Locator(".waterfall li", new() { HasText = hop }).First.WaitForAsync();
        var whole = await screen.Page.Locator(".story a", new() { HasText = "the whole trace" }).GetAttributeAsync("href");
        await screen.PressAsync("Escape");
        await screen.ShowsNoMoreAsync(".story");

        await screen.Page.GotoAsync(new Uri(stage.Address, whole).ToString());
        await screen.Page.Locator(".whole-trace .waterfall li", new() { HasText = "reconcile default/story" }).First.WaitForAsync();
        var trace = await stage.Api.Http.GetStringAsync(new Uri(stage.Address, "api/" + whole!.Replace("trace/", "traces/", StringComparison.Ordinal)));
        trace.ShouldContain("\"operationName\":\"POST containers\"");
    }

    [Fact]
    public async Task A_trace_stays_on_the_screen_for_as_long_as_somebody_looks_at_it()
    {
        await screen.Page.Clock.InstallAsync();
        await screen.Page.GotoAsync(new Uri(stage.Address, "trace/0123456789abcdef0123456789abcdef").ToString());
        await screen.ShowsAsync(".whole-trace");
        screen.Requests.Clear();

        // The page has no clock, and must not be loaded anew for it.
        await screen.Page.Clock.RunForAsync(30_000);

        screen.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_past_is_shown_as_it_was_and_nothing_can_be_done_to_it()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "past"}""");
        await screen.ShowsAsync(".pod.ready[title^='past-']");
        await screen.Page.EvalOnSelectorAsync("#moment", "slider => { slider.value = 0; slider.dispatchEvent(new Event('input', { bubbles: true })); }");
        await screen.ShowsAsync("[data-live=no]");
        await screen.ShowsNoMoreAsync(".pod[title^='past-']");
        await screen.ShowsAsync("[data-act=kill-pod][aria-disabled=true]");
        await screen.PressAsync("k");
        await screen.Page.Locator(".message", new() { HasText = "This is a replay" }).WaitForAsync();

        await screen.PressAsync("Escape");
        await screen.ShowsAsync("[data-live=yes]");
        await screen.ShowsAsync(".pod.ready[title^='past-']");
    }

    [Fact]
    public async Task A_dashboard_that_starts_later_replays_what_was_before_it()
    {
        await stage.Api.PostAsync("/api/containers", """{"name": "bygone"}""");
        await screen.ShowsAsync(".pod.ready[title^='bygone-']");
        await stage.ClearAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        await using var later = await DuckBusProcess.StartAsync("dashboard", new Dictionary<string, string>(StringComparer.Ordinal),
            "dashboard", "--api", stage.ApiAddress.ToString(), "--dashboard-url", address.ToString());
        await Eventually.Async("the other dashboard is there", TimeSpan.FromSeconds(60), () => later.Output.Contains("serving the dashboard", StringComparison.Ordinal), () => later.Tail);
        await using var other = await stage.OpenAsync(address: address);

        await Eventually.Async("it knows of the past", TimeSpan.FromSeconds(30), async () =>
        {
            await other.Page.EvalOnSelectorAsync("#moment", "slider => { slider.value = 499; slider.dispatchEvent(new Event('input', { bubbles: true })); }");
            return await other.Page.Locator(".feed li", new() { HasText = "is gone" }).CountAsync() > 0 && await other.Page.Locator(".feed li", new() { HasText = "bygone" }).CountAsync() > 0;
        });
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await screen.PressAsync("n");
        await screen.ShowsAsync("[data-pods='1/1']");
        await screen.PressAsync("+");
        await screen.ShowsAsync("[data-pods='2/2']");
        await screen.PressAsync("-");
        await screen.ShowsAsync("[data-pods='1/1']");
        await screen.PressAsync("+");
        await screen.ShowsAsync("[data-pods='2/2']");

        await screen.Page.FocusAsync("#nodes");
        for (var i = 0; i < 6 && await screen.Page.EvaluateAsync<bool>("!document.activeElement.matches('button.pod')"); i++) await screen.PressAsync("Tab");
        var first = await Focused();
        await screen.PressAsync("ArrowRight");
        var second = await Focused();
        second.ShouldNotBe(first);
        await screen.PressAsync("Enter");
        await screen.ShowsAsync($".story h2:has-text('{second.Split(' ')[0]}')");
        await screen.PressAsync("Escape");
        await screen.ShowsNoMoreAsync(".story");

        await screen.PressAsync("?");
        await screen.ShowsAsync(".help");
        await screen.PressAsync("Escape");
        await screen.ShowsNoMoreAsync(".help");
        await screen.PressAsync("r");
        await screen.ShowsAsync("[data-act=reset]:has-text('Sure?')");
        await screen.PressAsync("r");
        await screen.ShowsAsync("[data-pods='0/0']");
        await screen.TellsAsync("You clear the stage.");
    }

    private Task<string> Focused() => screen.Page.EvaluateAsync<string>("document.activeElement.title");
}
