using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DuckBus.Bench;

/// <summary>The floor: a web server of the same make, in a process of its own, that answers every request with the bytes of a file.</summary>
public static class BareKestrel
{
    /// <summary>Serves until it is killed.</summary>
    public static Task ServeAsync(string address, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
        });
        return app.RunAsync();
    }
}
