using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Store;
using DuckBus.Store.Embedded;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>A whole API server on a port of its own, with an embedded store and a bus in memory.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("duckbus-api-");
    private readonly bool ownsStore;

    private TestServer(Func<IResourceStore, IResourceStore>? wrap)
    {
        Inner = new EmbeddedStore(new EmbeddedStoreOptions(directory.FullName), telemetry: null, TimeProvider.System, NullLogger.Instance);
        Store = wrap?.Invoke(Inner) ?? Inner;
        ownsStore = true;
    }

    private TestServer(TestServer first) => Inner = Store = first.Store;

    public IResourceStore Inner { get; }

    public IResourceStore Store { get; }

    public FlakyBus Bus { get; } = new();

    public PartTelemetry Telemetry { get; } = new("apiserver");

    public ApiServerPart Part { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>A directory for what a test writes; it goes with the server.</summary>
    public string Scratch => directory.CreateSubdirectory("scratch").FullName;

    public static async Task<TestServer> StartAsync(ApiServerOptions? options = null, Func<IResourceStore, IResourceStore>? wrap = null)
    {
        var server = new TestServer(wrap);
        await server.Store.OpenAsync(default);
        return await server.ServeAsync(options);
    }

    /// <summary>A second server of the same cluster: it has the store of the first, and must be disposed of before it.</summary>
    public static Task<TestServer> BesideAsync(TestServer first, ApiServerOptions? options = null) => new TestServer(first).ServeAsync(options);

    private async Task<TestServer> ServeAsync(ApiServerOptions? options)
    {
        try
        {
            Part = await ApiServerPart.StartAsync(
                (options ?? new ApiServerOptions()) with { Urls = "http://127.0.0.1:0;https://127.0.0.1:0" },
                Store, Bus, Telemetry, TimeProvider.System, NullLoggerFactory.Instance, default);
            Http = new HttpClient { BaseAddress = Part.Address, Timeout = TimeSpan.FromSeconds(60) };
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? type = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                type ?? (method == "PATCH" ? "application/merge-patch+json" : "application/json"));
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : JsonValue.Create(text));
    }

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync("GET", path, accept: accept);

    public Task<Answer> PostAsync(string path, string body) => SendAsync("POST", path, body);

    /// <summary>Creates a pod of the default namespace and expects it to work.</summary>
    public async Task<JsonNode> PodAsync(string name, string labels = "{}", string spec = "")
    {
        var answer = await PostAsync("/api/v1/namespaces/default/pods",
            $$$$$$"""{"metadata":{"name":"{{{{{{name}}}}}}","labels":{{{{{{labels}}}}}}},"spec":{"containers":[{"name":"c","image":"duckbus/duck:local"}]{{{{{{(spec.Length > 0 ? "," + spec : "")}}}}}}}}""");
        answer.Code.ShouldBe(201, answer.ToString());
        return answer.Body;
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Part is not null) await Part.DisposeAsync();
        if (ownsStore) await Store.DisposeAsync();
        Telemetry.Dispose();
        directory.Delete(recursive: true);
    }
}
