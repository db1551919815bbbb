using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DuckBus.Telemetry;

/// <summary>
/// Web servers that have nothing but what they are given: the other builders would take settings from the directory that the program was
/// started in, and watch all that is below it.
/// </summary>
public static class SmallWeb
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A server with routes.</summary>
    /// <param name="url">Where it listens; port 0 takes a free one (on an address, not on <c>localhost</c>).</param>
    public static WebApplicationBuilder Builder(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }

    /// <summary>Starts to listen, or leaves nothing behind.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task StartOrDisposeAsync(this WebApplication server, CancellationToken cancellationToken)
    {
        try
        {
            await server.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops, and leaves nothing behind.</summary>
    public static async ValueTask StopAndDisposeAsync(this WebApplication server)
    {
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
    }
}
