using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>
/// GET of one pod and LIST of 1,000 from one API server, 32 connections, beside a bare web server that answers the same
/// bytes. The figures are of the whole machine: the clients take their part of it.
/// </summary>
public static class ReadBench
{
    private const int Clients = 32;
    private const int Pods = 1_000;
    private const string Collection = "/api/v1/namespaces/default/pods";

    public static async Task RunAsync(Report report, TimeSpan time)
    {
        await using var server = await BenchServer.StartAsync();
        foreach (var batch in Enumerable.Range(0, Pods).Chunk(50)) await Task.WhenAll(batch.Select(i => server.Api.PostAsync(Collection, Pod(i))));

        foreach (var (what, query) in new[] { ("consistent", ""), ("from memory, resourceVersion=0", "?resourceVersion=0") })
        {
            var (get, bareGet) = await CompareAsync(server.Address, $"{Collection}/pod-500{query}", time);
            report.Add($"GETs per second, {Clients} clients, {what}", $"{get.PerSecond:0}/s against {bareGet.PerSecond:0}/s bare = {get.PerSecond / bareGet.PerSecond:0.00} ×", "20000/s", get.PerSecond >= 20_000);
            var (list, bareList) = await CompareAsync(server.Address, $"{Collection}{query}", time);
            report.Add($"LIST of {Pods} pods, {Clients} clients, {what}", $"{1000 / list.PerSecond:0.0} ms each ({list.Median:0} ms to wait) against {1000 / bareList.PerSecond:0.0} ms bare = {bareList.PerSecond / list.PerSecond:0.00} ×", "15 ms", 1000 / list.PerSecond < 15);
        }
    }

    private static async Task<(Load Ours, Load Bare)> CompareAsync(Uri address, string path, TimeSpan time)
    {
        var file = Path.GetTempFileName();
        using var http = new HttpClient();
        await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(new Uri(address, path)));
        var bare = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using (await ServerProcess.StartAsync("bare", $"{file}.log", null, new Dictionary<string, string>(), Environment.ProcessPath!, "bare", bare.ToString(), file))
        {
            using var rest = new Rest(bare);
            await BenchServer.WaitAsync(rest, "/", "the bare web server is ready");
            List<Load> ours = [], floor = [];
            for (var round = 0; round < 4; round++)
            {
                var (one, other) = (Load.Run(address, path, Clients, time / 4), Load.Run(bare, path, Clients, time / 4));
                if (round == 0) continue; // The first warms up.
                ours.Add(one);
                floor.Add(other);
            }

            File.Delete(file);
            return (Middle(ours), Middle(floor));
        }
    }

    private static Load Middle(List<Load> loads) => loads.OrderBy(load => load.PerSecond).ElementAt(loads.Count / 2);

    private static string Pod(int i) => $$$$"""
        {"metadata": {"name": "pod-{{{{i:000}}}}", "labels": {"app": "web", "tier": "front"}},
         "spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local", "ports": [{"containerPort": 80}],
                                  "resources": {"requests": {"cpu": "10m", "memory": "16Mi"}}}]}}
        """;
}
