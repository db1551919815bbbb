using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Clients;

/// <summary>Watches a kind, goes on where it was interrupted, and starts anew only when it is told that it must.</summary>
public sealed class Watcher(string name, string path, string kind, string? ns, ChaosClient client, HistoryBook book) : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5); // Then a bookmark ends it, and the other server goes on from there.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private List<long> seen = [];
    private long from = -1;
    private long last;

    /// <summary>Who it is.</summary>
    public string Name => name;

    /// <summary>The last revision that it knows of.</summary>
    public long Last => Volatile.Read(ref last);

    /// <summary>Watches until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (from < 0) await ListAsync(cancellationToken);
                await WatchAsync(cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException or JsonException)
            {
                // Interrupted: it goes on where it was.
            }

            await Task.Delay(Again, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Close();
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var (outcome, body, answer) = await client.SendAsync(HttpMethod.Get, path, cancellationToken);
        if (outcome != WriteOutcome.Acknowledged) throw new IOException(answer);
        from = long.Parse((string)body!["metadata"]!["resourceVersion"]!);
        if (from < last) book.Violation($"{name} was sent a list of revision {from} after {last}", stands: true);
        Volatile.Write(ref last, from);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Silence);
        var query = $"{path}?watch=true&allowWatchBookmarks=true&timeoutSeconds={Lasts.TotalSeconds:0}&resourceVersion={last}";
        using var answer = await http.GetAsync(new Uri(client.NextServer(), query), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if ((int)answer.StatusCode == 410) Close();
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            limit.CancelAfter(Silence);
            var change = JsonNode.Parse(line)!;
            if ((string?)change["type"] == "ERROR")
            {
                if ((int?)change["object"]?["code"] == 410) Close();
                return;
            }

            var revision = long.Parse((string)change["object"]!["metadata"]!["resourceVersion"]!);
            if ((string?)change["type"] != "BOOKMARK") seen.Add(revision);
            else if (revision < last) book.Violation($"{name} was sent the bookmark {revision} after {last}", stands: true);
            Volatile.Write(ref last, revision);
        }
    }

    /// <summary>What was seen so far is a history of its own; a new one begins with a list.</summary>
    private void Close()
    {
        if (from >= 0) book.Watches.Enqueue(new WatchHistory(name, kind, ns, from, last, seen));
        (seen, from) = ([], -1);
    }
}
