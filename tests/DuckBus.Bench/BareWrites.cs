using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Bench;

/// <summary>
/// A web server of the same make, in a process of its own, that inserts an object into the database for every POST, and answers with it once it is
/// committed. All that wait go together, as in the store.
/// </summary>
public static class BareWrites
{
    /// <summary>The command that runs it.</summary>
    public const string Command = "bare-writes";

    /// <summary>Serves until it is killed.</summary>
    public static async Task ServeAsync(string address, string database)
    {
        var answer = Encoding.UTF8.GetBytes(StoreInserts.Body);
        await using var inserts = await StoreInserts.ConnectAsync(database, "bare");
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>(new UnboundedChannelOptions { SingleReader = true });
        var app = BareKestrel.Build(address);
        app.Run(async http =>
        {
            if (HttpMethods.IsPost(http.Request.Method))
            {
                await http.Request.BodyReader.CopyToAsync(Stream.Null, http.RequestAborted);
                var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Writer.TryWrite(committed);
                await committed.Task;
                http.Response.StatusCode = StatusCodes.Status201Created;
            }

            http.Response.ContentType = "application/json";
            http.Response.ContentLength = answer.Length;
            await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
        });
        await Task.WhenAny(app.RunAsync(), CommitAsync(waiting.Reader, inserts)).Unwrap();
    }

    private static async Task CommitAsync(ChannelReader<TaskCompletionSource> waiting, StoreInserts inserts)
    {
        var together = new List<TaskCompletionSource>();
        while (await waiting.WaitToReadAsync())
        {
            while (waiting.TryRead(out var one)) together.Add(one);
            await inserts.RunAsync(together.Count);
            together.ForEach(one => one.SetResult());
            together.Clear();
        }
    }
}
