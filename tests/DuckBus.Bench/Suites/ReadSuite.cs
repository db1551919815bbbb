using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>
/// GET of one pod and LIST of 1,000 from one API server, 32 connections, beside a bare web server that answers the same
/// bytes. The figures are of the whole machine: the clients take their part of it.
/// </summary>
public sealed class ReadSuite(BenchOptions options)
{
    private const int Clients = 32;
    private const int Pods = 1_000;

    // Each client has its list within 15 ms.
    private const double Lists = Clients / 0.015;
    private const string Collection = "/api/v1/namespaces/default/pods";
    private const string Bare = "bare web server";

    // Threads of the pool that spin answer sooner, and take the cores from the clients of long answers: to each path what is good for it.
    private static readonly Dictionary<string, string> Spinning = new();
    private static readonly Dictionary<string, string> Sleeping = new() { ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" };

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        foreach (var batch in Enumerable.Range(0, Pods).Chunk(50)) await Task.WhenAll(batch.Select(i => server.Api.PostAsync(Collection, Pod(i))));
        var figures = new ShownFigures();
        (string What, string Query)[] ways = [("consistent", ""), ("from memory, resourceVersion=0", "?resourceVersion=0")];
        foreach (var (what, query) in ways.Take(options.Full ? 2 : 1))
        {
            figures.Add(await CompareAsync(server.Address, $"GET of a pod, {what}", $"{Collection}/pod-500{query}", 20_000, Spinning));
            figures.Add(await CompareAsync(server.Address, $"LIST of {Pods:#,0} pods, {what}", $"{Collection}{query}", Lists, Sleeping));
        }

        var beside = new PeerObjects(options, server);
        figures.Add(await beside.ReadsAsync());
        return new Suite("reads", "API reads", $"""
            {Clients} connections, each asks again as soon as it has its answer. Beside it, a bare ASP.NET server in a process of its own answers the same
            bytes from memory. For one pod that is a floor. For a list, which it writes in pieces of 256 KB and with threads that do not spin, as the API
            server does, it is a peer: both do little more than copy the same bytes into sockets.{beside.Text}
            """, figures);
    }

    private async Task<Figure> CompareAsync(Uri address, string what, string path, double target, Dictionary<string, string> settings)
    {
        using var directory = PrivateDirectory.Create("bench-reads");
        var file = directory["answer"];
        using var http = new HttpClient();
        await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(new Uri(address, path)));
        var bare = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using (await ServerProcess.StartAsync("bare", directory["log"], null, settings, Environment.ProcessPath!, "bare", bare.ToString(), file))
        {
            using var rest = new Rest(bare);
            await BenchServer.WaitAsync(rest, "/", "the bare web server is ready");
            // What is measured is servers that have been up for a while, not the compiler.
            foreach (var one in new[] { address, bare }) Load.Run(one, path, Clients, options.Seconds(1));
            var time = options.Seconds(0.6);
            var values = await Alternate.RunAsync(options.Full ? 7 : 3, 1,
                () => Task.FromResult(Load.Run(address, path, Clients, time)), () => Task.FromResult(Load.Run(bare, path, Clients, time)));
            return new Figure { What = what, Unit = "/s", MoreIsBetter = true, Ours = values[0], Rivals = [new Rival(Bare, values[1])], Target = new Target(target) };
        }
    }

    private static string Pod(int i) => $$$$"""
        {"metadata": {"name": "pod-{{{{i:000}}}}", "labels": {"app": "web", "tier": "front"}},
         "spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local", "ports": [{"containerPort": 80}],
                                  "resources": {"requests": {"cpu": "10m", "memory": "16Mi"}}}]}}
        """;
}
