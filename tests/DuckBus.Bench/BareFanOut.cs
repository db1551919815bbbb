using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Bench;

/// <summary>
/// A web server of the same make, in a process of its own, that holds every GET open. For a POST it inserts into the database what the store would,
/// then answers and writes the bytes of a file to all who wait.
/// </summary>
public static class BareFanOut
{
    /// <summary>The command that runs it.</summary>
    public const string Command = "bare-fan-out";

    /// <summary>Serves until it is killed.</summary>
    public static async Task ServeAsync(string address, string file, string database)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        await using var inserts = await StoreInserts.ConnectAsync(database);
        using var turn = new SemaphoreSlim(1);
        var watchers = new List<PipeWriter>();
        var app = BareKestrel.Build(address);
        app.Run(async http =>
        {
            http.Response.ContentType = "application/json";
            if (HttpMethods.IsPost(http.Request.Method))
            {
                await http.Request.BodyReader.CopyToAsync(Stream.Null, http.RequestAborted);
                await turn.WaitAsync(http.RequestAborted);
                try
                {
                    await inserts.RunAsync(1);
                    // While it is answered, and on all cores, as the API server does.
                    var told = watchers.Chunk(1 + watchers.Count / Environment.ProcessorCount).Select(part => Task.Run(() => TellAsync(part))).ToList();
                    await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
                    await http.Response.CompleteAsync();
                    await Task.WhenAll(told);
                }
                finally
                {
                    turn.Release();
                }
            }
            else if (http.Request.Query.ContainsKey("watch"))
            {
                await turn.WaitAsync(http.RequestAborted);
                try
                {
                    await http.Response.BodyWriter.FlushAsync(http.RequestAborted); // The head: the watch is open.
                    watchers.Add(http.Response.BodyWriter);
                }
                finally
                {
                    turn.Release();
                }

                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
        });
        await app.RunAsync();

        async Task TellAsync(PipeWriter[] some)
        {
            foreach (var watcher in some) await watcher.WriteAsync(bytes);
        }
    }
}
