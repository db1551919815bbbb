using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Clients;

/// <summary>Sends each request once, to one server after the other, and says what is known of it then.</summary>
public sealed class ChaosClient(IReadOnlyList<Uri> servers, TimeSpan patience) : IDisposable
{
    // A connection for each request: over a used one the handler may send a request again without a word.
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, ConnectTimeout = patience })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private int next;

    /// <summary>The server whose turn it is.</summary>
    public Uri NextServer() => servers[(int)((uint)Interlocked.Increment(ref next) % servers.Count)];

    /// <summary>Sends a request.</summary>
    /// <returns>What is known, the answer, and the answer in short.</returns>
    public async Task<(WriteOutcome Outcome, JsonObject? Body, string Short)> SendAsync(
        HttpMethod method, string path, string? json, string type, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(NextServer(), path));
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, type);
            using var answer = await http.SendAsync(request, limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            var body = answer.Content.Headers.ContentType?.MediaType == "text/plain" ? null : JsonNode.Parse(text); // A log.
            var code = (int)answer.StatusCode;
            var outcome = code < 300 ? WriteOutcome.Acknowledged : code is >= 400 and < 500 and not 408 and not 429 ? WriteOutcome.Refused : WriteOutcome.Unknown;
            return (outcome, body as JsonObject, code < 300 ? $"{code}" : $"{code} {body?["reason"]}: {body?["message"]}");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException or JsonException or IOException)
        {
            return (WriteOutcome.Unknown, null, e is OperationCanceledException ? "no answer in time" : e.Message);
        }
    }

    /// <summary>Sends a request without a body.</summary>
    public Task<(WriteOutcome Outcome, JsonObject? Body, string Short)> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        SendAsync(method, path, null, "", cancellationToken);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
