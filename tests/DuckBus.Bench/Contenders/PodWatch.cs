using System.Text.Json.Nodes;

namespace DuckBus.Bench.Contenders;

/// <summary>The pods of a selection as a list and a watch tell them.</summary>
public sealed class PodWatch : IAsyncDisposable
{
    private readonly Dictionary<string, JsonNode> pods = new(StringComparer.Ordinal);
    private readonly StreamReader reader;

    private PodWatch(StreamReader reader) => this.reader = reader;

    /// <summary>Those that are there now.</summary>
    public IReadOnlyCollection<JsonNode> Pods => pods.Values;

    /// <summary>Lists, and watches from there.</summary>
    public static async Task<PodWatch> StartAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        var list = JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken))!;
        var stream = await http.GetStreamAsync(new Uri($"{path}&watch=true&resourceVersion={list["metadata"]!["resourceVersion"]}", UriKind.Relative), cancellationToken);
        var watch = new PodWatch(new StreamReader(stream));
        foreach (var pod in list["items"]!.AsArray()) watch.pods[Uid(pod!)] = pod!;
        return watch;
    }

    /// <summary>Whether a pod is Running, with every container up, and not being deleted. Whether it is Ready does not count.</summary>
    public static bool Runs(JsonNode pod) => (string?)pod["status"]?["phase"] == "Running" && pod["metadata"]!["deletionTimestamp"] is null
        && pod["status"]!["containerStatuses"] is JsonArray containers && containers.All(container => container!["state"]?["running"] is not null);

    /// <summary>
    /// Reads until so many are so. Each change is looked at alone: with thousands of pods the client would else be what is measured.
    /// </summary>
    public async Task UntilAsync(int count, Func<JsonNode, bool> isSo, CancellationToken cancellationToken)
    {
        var those = pods.Where(pod => isSo(pod.Value)).Select(pod => pod.Key).ToHashSet(StringComparer.Ordinal);
        while (those.Count != count)
        {
            var change = JsonNode.Parse(await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("the watch ended"))!;
            if ((string?)change["type"] is not ("ADDED" or "MODIFIED" or "DELETED")) throw new IOException($"the watch ended: {change}");
            var (pod, there) = (change["object"]!, (string?)change["type"] != "DELETED");
            var uid = Uid(pod);
            if (there) pods[uid] = pod;
            else pods.Remove(uid);
            if (there && isSo(pod)) those.Add(uid);
            else those.Remove(uid);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Uid(JsonNode pod) => (string)pod["metadata"]!["uid"]!;
}
