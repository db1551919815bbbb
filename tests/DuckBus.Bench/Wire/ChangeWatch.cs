using System.Diagnostics;
using System.Text.Json.Nodes;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Wire;

/// <summary>When a watch shows what is waited for.</summary>
public static class ChangeWatch
{
    /// <summary>Starts to watch; the task inside completes with the time.</summary>
    public static async Task<Task<long>> StartAsync(Rest api, string path, Func<JsonNode, bool> isSo)
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
                if (isSo(JsonNode.Parse(line)!["object"]!)) return now;
            }

            throw new IOException("the watch ended");
        });
    }
}
