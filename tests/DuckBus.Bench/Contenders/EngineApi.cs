using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DuckBus.Bench.Contenders;

/// <summary>The Docker Engine API without anything between.</summary>
public sealed class EngineApi : IDisposable
{
    private readonly HttpClient http;

    /// <summary>Connects to an engine's socket.</summary>
    public EngineApi(Uri endpoint)
    {
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(endpoint.AbsolutePath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://docker/v1.41/") };
    }

    /// <summary>A call with its answer.</summary>
    public async Task<JsonNode?> CallAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 || text[0] is not ('{' or '[') ? null : JsonNode.Parse(text);
    }

    /// <summary>Creates and starts a container.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> RunAsync(string image, string network, CancellationToken cancellationToken)
    {
        var container = new JsonObject { ["Image"] = image, ["HostConfig"] = new JsonObject { ["NetworkMode"] = network } };
        var id = (string)(await CallAsync(HttpMethod.Post, "containers/create", container, cancellationToken))!["Id"]!;
        await CallAsync(HttpMethod.Post, $"containers/{id}/start", null, cancellationToken);
        return id;
    }

    /// <summary>Removes a container, running or not.</summary>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => CallAsync(HttpMethod.Delete, $"containers/{id}?force=true", null, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
