using System.Text.Json.Nodes;

namespace DuckBus.Scenes.Clusters;

/// <summary>The imperative cluster over HTTP.</summary>
internal sealed class BrainApi(Rest rest)
{
    public string CurlStart(string name) => rest.Curl("POST", "/container/start", ContainerApi.Body(name));

    public string CurlStop(string name) => rest.Curl("POST", "/container/stop", ContainerApi.Body(name));

    public string CurlList => rest.Curl("GET", "/containers");

    public Task StartAsync(string name, CancellationToken stop) => rest.PostAsync("/container/start", ContainerApi.Body(name), stop);

    public Task StopAsync(string name, CancellationToken stop, bool forget = false) =>
        rest.PostAsync("/container/stop", $$"""{"name": "{{name}}", "forget": {{(forget ? "true" : "false")}}}""", stop);

    public async Task<IReadOnlyList<BrainLine>> ListAsync(CancellationToken stop) =>
    [
        .. ((JsonArray)await rest.GetAsync("/containers", stop)).Select(line =>
            new BrainLine((string)line!["name"]!, (string)line["node"]!, (string)line["state"]!, (string)line["seen"]!)),
    ];

    /// <summary>Null if the list shows a container like that, else the list.</summary>
    public async Task<string?> NotShownAsync(Func<BrainLine, bool> like, CancellationToken stop)
    {
        var all = await ListAsync(stop);
        return all.Any(like) ? null : all.Count == 0 ? "nothing is listed" : string.Join("; ", all);
    }
}
