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

    private TestServer(Func<IResourceStore, IResourceStore>? wrap)
    {
        Inner = new EmbeddedStore(new EmbeddedStoreOptions(directory.FullName), telemetry: null, TimeProvider.System, NullLogger.Instance);
        Store = wrap?.Invoke(Inner) ?? Inner;
    }

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
        try
        {
            await server.Store.OpenAsync(default);
            server.Part = await ApiServerPart.StartAsync(
                (options ?? new ApiServerOptions()) with { Urls = "http://127.0.0.1:0;https://127.0.0.1:0" },
                server.Store, server.Bus, server.Telemetry, TimeProvider.System, NullLoggerFactory.Instance, default);
            server.Http = new HttpClient { BaseAddress = server.Part.Address, Timeout = TimeSpan.FromSeconds(60) };
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? type = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
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

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

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
        await Store.DisposeAsync();
        Telemetry.Dispose();
        directory.Delete(recursive: true);
    }
}
