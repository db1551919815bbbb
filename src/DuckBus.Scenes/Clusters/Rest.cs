using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.Scenes.Clusters;

/// <summary>Calls as one makes them with curl.</summary>
internal sealed class Rest(Uri address) : IDisposable
{
    // Longer than the imperative cluster waits for a busy node, which it tells in better words.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(70);

    private readonly HttpClient http = new() { BaseAddress = address, Timeout = Patience };

    public Uri Address => address;

    public Task<JsonNode> GetAsync(string path, CancellationToken stop) => SendAsync(HttpMethod.Get, path, null, null, stop);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken stop) => SendAsync(HttpMethod.Delete, path, null, null, stop);

    public Task<JsonNode> PostAsync(string path, string json, CancellationToken stop, ActivityContext? trace = null) =>
        SendAsync(HttpMethod.Post, path, json, trace, stop);

    public Task<string> TextAsync(string path, CancellationToken stop) => http.GetStringAsync(new Uri(path, UriKind.Relative), stop);

    /// <summary>Whether somebody answers there, with whatever.</summary>
    public async Task<bool> AnswersAsync(string path, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), stop);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The command line that does the same.</summary>
    public string Curl(string method, string path, string? json = null) => json is null
        ? $"curl {(method == "GET" ? "" : $"-X {method} ")}{Url(path)}"
        : $"curl -X {method} {Url(path)} -H \"Content-Type: application/json\" -d '{json}'";

    public void Dispose() => http.Dispose();

    private string Url(string path) => address.ToString().TrimEnd('/') + path;

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? json, ActivityContext? trace, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (trace is { } context) request.Headers.Add("traceparent", $"00-{context.TraceId}-{context.SpanId}-01");
        using var answer = await http.SendAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        var body = JsonNode.Parse(text.Length == 0 ? "{}" : text)!;
        return answer.IsSuccessStatusCode ? body : throw new ApiRefusedException((int)answer.StatusCode, (string?)body["message"] ?? text);
    }
}
