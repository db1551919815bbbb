using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Clients;

/// <summary>Reads the log of the small server by watches that go on where the last one ended, before it is compacted.</summary>
public sealed class SmallLogReader(Uri server, HistoryBook book) : IDisposable
{
    private const int Lasts = 3; // Seconds.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Reads until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: not HttpStatusCode.Gone } or IOException or JsonException or OperationCanceledException)
            {
                // The server is down for the moment, or this is the end.
            }

            await Task.Delay(Period, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads what is new.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var after = book.SmallLog.Count == 0 ? 1 : book.SmallLog[^1].Revision;
        await using var stream = await http.GetStreamAsync(new Uri(server, $"/api/v1/configmaps?watch=true&resourceVersion={after}&timeoutSeconds={Lasts}"), cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var change = JsonNode.Parse(line)!;
            if ((string?)change["type"] == "ERROR") throw new InvalidOperationException(line);
            var metadata = change["object"]!["metadata"]!;
            book.SmallLog.Add(new LoggedChange(long.Parse((string)metadata["resourceVersion"]!, CultureInfo.InvariantCulture), "configmaps", (string)metadata["namespace"]!,
                (string)metadata["name"]!, (string?)change["type"] == "DELETED", (string?)change["object"]!["data"]?["token"]));
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
