using Microsoft.Playwright;

namespace DuckBus.Dashboard.Tests.Browser;

/// <summary>A page as somebody in front of it sees it. Every wait has a deadline and says what it waited for.</summary>
public sealed class Screen : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public Screen(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.WebSocket += (_, socket) => Requests.Add(socket.Url);
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    public List<string> Errors { get; } = [];

    public Task ShowsAsync(string selector) => Page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });

    public Task ShowsNoMoreAsync(string selector) => Page.WaitForSelectorAsync(selector, new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

    /// <summary>Waits for a sentence in the feed.</summary>
    public Task TellsAsync(string words) => Page.Locator(".feed li", new PageLocatorOptions { HasText = words }).First.WaitForAsync();

    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    public Task<int> CountAsync(string selector) => Page.Locator(selector).CountAsync();

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}
