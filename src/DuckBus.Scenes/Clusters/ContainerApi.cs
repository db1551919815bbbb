using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DuckBus.Scenes.Clusters;

/// <summary><c>/api/containers</c>, which the cluster and the monolith have.</summary>
internal sealed class ContainerApi(Rest rest)
{
    private const string Path = "/api/containers";

    public static string Body(string name, string? node = null) =>
        node is null ? $$"""{"name": "{{name}}"}""" : $$"""{"name": "{{name}}", "node": "{{node}}"}""";

    public string CurlPost(string name, string? node = null) => rest.Curl("POST", Path, Body(name, node));

    public string CurlList => rest.Curl("GET", Path);

    public Task DeclareAsync(string name, CancellationToken stop, string? node = null, ActivityContext? trace = null) =>
        rest.PostAsync(Path, Body(name, node), stop, trace);

    public async Task<IReadOnlyList<ContainerLine>> ListAsync(CancellationToken stop) =>
        [.. ((JsonArray)await rest.GetAsync(Path, stop)).Select(container => ContainerLine.Of(container!))];

    public async Task RemoveAsync(string name, CancellationToken stop)
    {
        try
        {
            await rest.DeleteAsync($"{Path}/{name}", stop);
        }
        catch (ApiRefusedException e) when (e.Code == 404)
        {
            // Gone already.
        }
    }

    /// <summary>Null if all of them run, else what each is.</summary>
    public async Task<string?> NotRunningAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        var all = await ListAsync(stop);
        var missing = names.Where(name => !all.Any(container => container.Name == name && container.Runs)).ToList();
        return missing.Count == 0 ? null : string.Join(", ", missing.Select(name => all.FirstOrDefault(container => container.Name == name)?.ToString() ?? $"{name} is not there"));
    }
}
