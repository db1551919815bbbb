using System.Diagnostics;
using System.Text.Json.Nodes;
using DuckBus.Bench.Reports;
using DuckBus.Bench.Wire;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>
/// One change to 200 watches: from the start of the write, which is committed to PostgreSQL, and from its answer, until the
/// last watcher has the bytes. Beside it a bare web server that does only this.
/// </summary>
public sealed class WatchSuite(BenchOptions options)
{
    private const int Watchers = 200;
    private const string Collection = "/api/v1/namespaces/default/configmaps";
    private const string Bare = "bare web server";

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        using var ours = await OpenWatches.OpenAsync(server.Address, $"{Collection}?watch=true&resourceVersion=1", Watchers);
        using var directory = PrivateDirectory.Create("bench-watch");
        await File.WriteAllBytesAsync(directory["change"], await ours.FirstAsync(() => PostAsync(server.Api)));
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var process = await ServerProcess.StartAsync("bare", directory["log"], null, new Dictionary<string, string>(),
            Environment.ProcessPath!, BareFanOut.Command, address.ToString(), directory["change"], server.Database);
        using var rest = new Rest(address);
        await BenchServer.WaitAsync(rest, "/", "the bare web server is ready");
        using var bare = await OpenWatches.OpenAsync(address, "/?watch=true", Watchers);

        List<double> fromAnswer = [], bareFromAnswer = [];
        var rounds = options.Full ? 200 : 50;
        var fromStart = await Alternate.RunAsync(rounds, 20, () => ToAllAsync(server.Api, ours, fromAnswer), () => ToAllAsync(rest, bare, bareFromAnswer));
        return new Suite("watch", "Watch fan-out", $"""
            One ConfigMap is created and committed to PostgreSQL while {Watchers} watches are open: until the last watcher has the bytes. The floor is a bare ASP.NET server
            in a process of its own, on the same PostgreSQL, with {Watchers} answers open: for a POST it inserts the object and its entry in the change log with the
            same durability, then answers and writes the same bytes to all at the same time; it judges nothing and selects nothing. From
            the answer it is a peer only: who answers later has less left to do.
            """,
        new ShownFigures
        {
            new Figure { What = $"one change to {Watchers} watchers, from the write's start", Unit = "ms", Ours = fromStart[0], Rivals = [new Rival(Bare, fromStart[1])], Target = new Target(10) },
            new Figure { What = "the same from the write's answer", Unit = "ms", Ours = [.. fromAnswer.TakeLast(rounds)], Rivals = [new Rival(Bare, [.. bareFromAnswer.TakeLast(rounds)])] },
        });
    }

    private static async Task<double> ToAllAsync(Rest api, OpenWatches watches, List<double> fromAnswer)
    {
        var last = watches.Expect();
        var started = Stopwatch.GetTimestamp();
        await PostAsync(api);
        var answered = Stopwatch.GetTimestamp();
        var at = await last.WaitAsync(TimeSpan.FromSeconds(10));
        fromAnswer.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds));
        return Stopwatch.GetElapsedTime(started, at).TotalMilliseconds;
    }

    private static Task<JsonObject> PostAsync(Rest api) => api.PostAsync(Collection, """{"metadata": {"generateName": "m"}, "data": {"a": "b"}}""");
}
