using System.Diagnostics;
using System.Text.Json.Nodes;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Wire;

/// <summary>When a watch shows that a pod has become ready, or has ceased to be.</summary>
public static class ReadinessWatch
{
    /// <summary>Starts to watch; the task inside completes with the time.</summary>
    public static async Task<Task<long>> StartAsync(Rest api, string path, bool ready)
    {
        var list = await api.GetAsync(path);
        var stream = await api.Http.GetStreamAsync(new Uri($"{path}?watch=true&resourceVersion={list["metadata"]!["resourceVersion"]}", UriKind.Relative));
        return Task.Run(async () =>
        {
            await using var owned = stream;
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { } line)
            {
                var now = Stopwatch.GetTimestamp();
                if (TestCluster.IsReady(JsonNode.Parse(line)!["object"]) == ready) return now;
            }

            throw new IOException("the watch ended");
        });
    }
}
