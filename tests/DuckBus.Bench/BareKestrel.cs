using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace DuckBus.Bench;

/// <summary>A web server of the same make, in a process of its own, that answers every request with the bytes of a file.</summary>
public static class BareKestrel
{
    // As the API server writes a list: all at once would be slower.
    private const int Piece = 256 * 1024;

    /// <summary>Serves until it is killed.</summary>
    public static Task ServeAsync(string address, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var app = Build(address);
        app.Run(async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = bytes.Length;
            for (var at = 0; at < bytes.Length; at += Piece)
                await http.Response.BodyWriter.WriteAsync(bytes.AsMemory(at, Math.Min(Piece, bytes.Length - at)), http.RequestAborted);
        });
        return app.RunAsync();
    }

    /// <summary>A server with nothing in it. Other builders watch the working directory for settings, and wake up for every file that is written on the machine.</summary>
    public static WebApplication Build(string address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(address).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return builder.Build();
    }
}
