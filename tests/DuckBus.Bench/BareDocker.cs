using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DuckBus.Bench;

/// <summary>The floor: the Engine calls that a pod's two containers need, and nothing else.</summary>
public sealed class BareDocker : IDisposable
{
    private readonly HttpClient http;

    public BareDocker(string endpoint)
    {
        var path = endpoint.Replace("unix://", "", StringComparison.Ordinal);
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://docker/v1.41/") };
    }

    /// <summary>Creates and starts a sandbox, then creates and starts a container in it, one call after the other.</summary>
    /// <returns>The ids, container first.</returns>
    public async Task<string[]> StartPairAsync(string network)
    {
        var sandbox = await StartAsync(new JsonObject { ["Image"] = "duckbus/pause:local", ["HostConfig"] = new JsonObject { ["NetworkMode"] = network } });
        var container = await StartAsync(new JsonObject { ["Image"] = "duckbus/duck:local", ["HostConfig"] = new JsonObject { ["NetworkMode"] = $"container:{sandbox}" } });
        return [container, sandbox];
    }

    public async Task RemoveAsync(IEnumerable<string> ids)
    {
        foreach (var id in ids) (await http.DeleteAsync(new Uri($"containers/{id}?force=true", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private async Task<string> StartAsync(JsonObject container)
    {
        using var created = await http.PostAsJsonAsync(new Uri("containers/create", UriKind.Relative), container);
        var id = (string)(await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["Id"]!;
        using var started = await http.PostAsync(new Uri($"containers/{id}/start", UriKind.Relative), null);
        started.EnsureSuccessStatusCode();
        return id;
    }
}
