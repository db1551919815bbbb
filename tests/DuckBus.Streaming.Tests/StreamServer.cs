using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.Streaming.Tests;

/// <summary>A real HTTP server on loopback whose every request goes to one handler.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private StreamServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>What the handler threw.</summary>
    public List<Exception> Failures { get; } = [];

    public static async Task<StreamServer> StartAsync(Func<HttpContext, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(1));
        var web = builder.Build();
        var server = new StreamServer(web);
        web.UseWebSockets();
        web.Run(async http =>
        {
            try
            {
                await handle(http);
            }
            catch (Exception e)
            {
                server.Failures.Add(e);
                throw;
            }
        });
        await web.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
