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

    /// <summary>Whether a pod is Ready and not being deleted.</summary>
    public static bool Runs(JsonNode pod) => (string?)pod["status"]?["phase"] == "Running" && pod["metadata"]!["deletionTimestamp"] is null
        && pod["status"]!["containerStatuses"] is JsonArray containers && containers.All(container => container!["state"]?["running"] is not null);

    /// <summary>Reads until it is so.</summary>
    public async Task UntilAsync(Func<IReadOnlyCollection<JsonNode>, bool> condition, CancellationToken cancellationToken)
    {
        while (!condition(pods.Values))
        {
            var change = JsonNode.Parse(await reader.ReadLineAsync(cancellationToken) ?? throw new IOException("the watch ended"))!;
            var pod = change["object"]!;
            if ((string?)change["type"] is "ADDED" or "MODIFIED") pods[Uid(pod)] = pod;
            else if ((string?)change["type"] == "DELETED") pods.Remove(Uid(pod));
            else throw new IOException($"the watch ended: {change}");
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
