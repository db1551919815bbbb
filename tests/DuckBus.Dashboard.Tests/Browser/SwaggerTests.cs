using Microsoft.Playwright;

namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>The API's own page, as somebody tries it.</summary>
[Collection(StageCollection.Name)]
public sealed class SwaggerTests(StageFixture stage) : IAsyncLifetime
{
    private IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        await stage.ClearAsync();
        page = await stage.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 1400 } });
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(new Uri(stage.ApiAddress, "/").ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await page.CloseAsync();
        await stage.ClearAsync();
    }

    [Fact]
    public async Task Containers_come_first_and_what_is_filled_in_can_be_sent()
    {
        await page.Locator("#operations-tag-Containers").WaitForAsync();
        await page.Locator("#operations-tag-Health").WaitForAsync();
        await PictureAsync("containers");

        (await SendAsync("post", "/api/containers")).ShouldStartWith("201");

        await PictureAsync("containers-sent");
        (await stage.Api.ContainersAsync()).ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("nginx");
        (await SendAsync("get", "/api/containers/{name}")).ShouldStartWith("200");
        await page.Locator(".opblock.is-open td.parameters-col_description", new() { HasText = "The name of the container." }).WaitForAsync();
    }

    [Fact]
    public async Task Every_group_of_the_Kubernetes_API_can_be_chosen_and_tried()
    {
        await page.SelectOptionAsync("#select", new SelectOptionValue { Label = "apps/v1" });
        await page.Locator("#operations-tag-Deployment").WaitForAsync();
        await PictureAsync("apps");

        (await SendAsync("post", "/apis/apps/v1/namespaces/{namespace}/deployments")).ShouldStartWith("201");
        (await SendAsync("patch", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}")).ShouldStartWith("200");

        await PictureAsync("apps-sent");
        (await stage.Api.GetAsync("/apis/apps/v1/namespaces/default/deployments/demo"))["metadata"]!["labels"]!["app"]!.ToString().ShouldBe("demo");
        (await SendAsync("delete", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}")).ShouldStartWith("200");
    }

    /// <summary>Opens a call, sends it as it stands, and closes it.</summary>
    private async Task<string> SendAsync(string method, string path)
    {
        var call = page.Locator($".opblock-{method}", new() { Has = page.Locator($"[data-path='{path}']") });
        await call.Locator(".opblock-summary-control").ClickAsync();
        await call.Locator("button.execute").ClickAsync();
        return await call.Locator(".live-responses-table tbody").InnerTextAsync();
    }

    // DUCKBUS_PICTURES=DIR keeps what was seen, for people.
    private async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DUCKBUS_PICTURES") is { } directory)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, $"swagger-{name}.png") });
    }
}
