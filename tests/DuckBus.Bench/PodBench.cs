using System.Diagnostics;
using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>POST a pod → Running seen on a watch, through RabbitMQ and PostgreSQL, beside the bare Engine calls, A B A B.</summary>
public static class PodBench
{
    public static async Task RunAsync(Report report, int rounds)
    {
        await using var cluster = await TestCluster.StartAsync(traces: false);
        using var docker = new BareDocker((await DockerEngine.SharedAsync()).Endpoint.ToString());
        List<double> bare = [], pod = [], bareNine = [], podNine = [];
        await PodsAsync(cluster, "warm", 3);
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await BareAsync(docker, cluster.Name, 1));
            pod.Add(await PodsAsync(cluster, $"one{round}", 1));
        }

        for (var round = 0; round < Math.Max(3, rounds / 2); round++)
        {
            bareNine.Add(await BareAsync(docker, cluster.Name, 9));
            podNine.Add(await PodsAsync(cluster, $"nine{round}", 9));
        }

        Compare(report, "one pod, POST to Running on a watch", pod, bare);
        Compare(report, "nine pods at once on three nodes", podNine, bareNine);
    }

    private static void Compare(Report report, string what, List<double> ours, List<double> bare)
    {
        var ratio = Report.Median(ours) / Report.Median(bare);
        report.Add(what, $"{Report.Show(ours)} against {Report.Show(bare)} bare = {ratio:0.00} ×", "1.30 ×", ratio <= 1.3);
    }

    private static async Task<double> BareAsync(BareDocker docker, string network, int count)
    {
        var clock = Stopwatch.StartNew();
        var pairs = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => docker.StartPairAsync(network)));
        var took = clock.Elapsed.TotalMilliseconds;
        foreach (var pair in pairs) await docker.RemoveAsync(pair);
        return took;
    }

    private static async Task<double> PodsAsync(TestCluster cluster, string prefix, int count)
    {
        var list = await cluster.Api.GetAsync("/api/v1/pods");
        await using var stream = await cluster.Api.Http.GetStreamAsync(
            new Uri($"/api/v1/namespaces/default/pods?watch=true&resourceVersion={list["metadata"]!["resourceVersion"]}", UriKind.Relative));
        using var reader = new StreamReader(stream);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => cluster.Api.PostAsync("/api/v1/namespaces/default/pods", $$$"""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{{prefix}}}-{{{i}}}"},
             "spec": {"terminationGracePeriodSeconds": 1, "containers": [{"name": "duck", "image": "duckbus/duck:local"}]}}
            """)));
        var running = new HashSet<string>(StringComparer.Ordinal);
        while (running.Count < count && await reader.ReadLineAsync() is { } line)
        {
            var pod = JsonNode.Parse(line)!["object"]!;
            if ((string?)pod["status"]?["phase"] == "Running") running.Add((string)pod["metadata"]!["name"]!);
        }

        var took = clock.Elapsed.TotalMilliseconds;
        for (var i = 0; i < count; i++) await cluster.Api.DeleteAsync($"/api/v1/namespaces/default/pods/{prefix}-{i}");
        await cluster.ClearAsync();
        return took;
    }
}
