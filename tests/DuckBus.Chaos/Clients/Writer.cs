using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Clients;

/// <summary>Creates, replaces, patches and deletes ConfigMaps, each write with a token of its own.</summary>
public sealed class Writer(string name, ChaosClient client, ConcurrentQueue<ClientWrite> writes)
{
    /// <summary>Where the ConfigMaps are.</summary>
    public const string Namespace = "chaos";

    /// <summary>Who it is.</summary>
    public string Name => name;

    private const string Collection = $"/api/v1/namespaces/{Namespace}/configmaps";
    private const string Shared = "shared";
    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    /// <summary>Writes until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var own = $"{name}-{i}";
            var made = await WriteAsync(HttpMethod.Post, Collection, own, $"{own}-create", "", Json);
            await WriteAsync(HttpMethod.Patch, $"{Collection}/{Shared}", Shared, $"{own}-shared", "", MergePatch);
            var version = (string?)made?["metadata"]?["resourceVersion"] ?? "1";
            await WriteAsync(HttpMethod.Put, $"{Collection}/{own}", own, $"{own}-put", $", \"resourceVersion\": \"{version}\"", Json);
            await WriteAsync(HttpMethod.Put, $"{Collection}/{own}", own, $"{own}-stale", ", \"resourceVersion\": \"1\"", Json);
            await WriteAsync(HttpMethod.Patch, $"{Collection}/{own}", own, $"{own}-patch", "", MergePatch);
            var (outcome, _, answer) = await client.SendAsync(HttpMethod.Delete, $"{Collection}/{own}", CancellationToken.None);
            writes.Enqueue(new ClientWrite(own, Deletes: true, outcome, 0, answer));
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<JsonObject?> WriteAsync(HttpMethod method, string path, string about, string token, string more, string type)
    {
        var json = $$$"""{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "{{{about}}}"{{{more}}}}, "data": {"token": "{{{token}}}"}}""";
        var (outcome, body, answer) = await client.SendAsync(method, path, json, type, CancellationToken.None);
        var revision = outcome == WriteOutcome.Acknowledged && long.TryParse((string?)body?["metadata"]?["resourceVersion"], out var number) ? number : 0;
        writes.Enqueue(new ClientWrite(token, Deletes: false, outcome, revision, answer));
        return outcome == WriteOutcome.Acknowledged ? body : null;
    }
}
