using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Clients.Tests;

/// <summary>An API server alone, as a process of its own that can be killed and started again on its port.</summary>
internal sealed class LoneApiServer : IAsyncDisposable
{
    private readonly PrivateDirectory directory = PrivateDirectory.Create("lone");
    private readonly Uri address = new($"http://127.0.0.1:{FreePort.Next()}");
    private readonly Rest api;
    private DuckBusProcess process = null!;

    private LoneApiServer() => api = new Rest(address);

    /// <summary>The file that says where it is.</summary>
    public string Kubeconfig => directory["kubeconfig"];

    /// <summary>Starts one.</summary>
    public static async Task<LoneApiServer> StartAsync()
    {
        var server = new LoneApiServer();
        await File.WriteAllTextAsync(server.Kubeconfig,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: duck
            contexts: [{name: duck, context: {cluster: duck, user: duck} }]
            clusters: [{name: duck, cluster: {server: "{{server.address}}", insecure-skip-tls-verify: true } }]
            users: [{name: duck, user: { } }]
            """);
        server.process = await DuckBusProcess.StartAsync("apiserver", new Dictionary<string, string>(),
            "apiserver", "--urls", server.address.ToString(), "--data", server.directory["data"]);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <summary>Starts it on what it had.</summary>
    public async Task StartAgainAsync()
    {
        await process.StartAgainAsync();
        await ReadyAsync();
    }

    /// <summary>Creates a ConfigMap.</summary>
    public Task CreateAsync(string name) =>
        api.PostAsync("/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    /// <summary>Deletes a ConfigMap.</summary>
    public Task DeleteAsync(string name) => api.DeleteAsync($"/api/v1/namespaces/default/configmaps/{name}");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        api.Dispose();
        directory.Dispose();
    }

    private Task ReadyAsync() =>
        Eventually.Async("the API server is ready", TimeSpan.FromSeconds(30),
            async () => (await api.Http.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode, () => process.Tail);
}
