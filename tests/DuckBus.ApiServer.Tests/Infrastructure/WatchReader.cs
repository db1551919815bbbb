using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>Reads a watch, event by event.</summary>
public sealed class WatchReader : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private WatchReader(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        lines = new StreamReader(stream);
    }

    public static async Task<WatchReader> OpenAsync(TestServer server, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path + (path.Contains('?') ? "&" : "?") + "watch=true");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        var answer = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)answer.StatusCode).ShouldBe(200);
        return new WatchReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event, or null when the stream has ended.</summary>
    public async Task<JsonNode?> NextAsync() =>
        await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) is { } line ? JsonNode.Parse(line) : null;

    /// <summary>The next event as <c>ADDED web</c>.</summary>
    public async Task<string> NextTextAsync() =>
        await NextAsync() is { } e ? $"{e.At("type")} {e.At("object.metadata.name")}".TrimEnd() : "end";

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}
