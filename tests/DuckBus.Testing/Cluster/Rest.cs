using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.Testing.Cluster;

/// <summary>REST calls as a person would make them with curl.</summary>
public sealed class Rest(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public HttpClient Http => http;

    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        return await ReadAsync(answer, path);
    }

    public async Task<JsonObject> PostAsync(string path, string json, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);
        using var answer = await http.SendAsync(request);
        return await ReadAsync(answer, path);
    }

    public async Task DeleteAsync(string path)
    {
        using var answer = await http.DeleteAsync(path);
        await ReadAsync(answer, path);
    }

    /// <summary>The items of a Kubernetes list.</summary>
    public async Task<JsonArray> ItemsAsync(string path) => (await GetAsync(path))["items"]!.AsArray();

    /// <summary>The answer of <c>GET /api/containers</c>.</summary>
    public async Task<JsonArray> ContainersAsync() => JsonNode.Parse(await http.GetStringAsync(new Uri("/api/containers", UriKind.Relative)))!.AsArray();

    public async Task<(int Code, JsonObject? Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, JsonNode.Parse(text) as JsonObject);
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new RestException((int)answer.StatusCode, $"{answer.RequestMessage!.Method} {path} answered {(int)answer.StatusCode}: {text}");
    }
}
