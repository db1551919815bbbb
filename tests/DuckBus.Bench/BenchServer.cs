using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>One API server on a PostgreSQL of its own.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private readonly PostgresServer postgres;
    private readonly DuckBusProcess process;

    private BenchServer(PostgresServer postgres, DuckBusProcess process, Uri address)
    {
        (this.postgres, this.process, Address) = (postgres, process, address);
        Api = new Rest(address);
    }

    public Uri Address { get; }

    public Rest Api { get; }

    public static async Task<BenchServer> StartAsync()
    {
        var database = await PostgresServer.StartAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var running = await DuckBusProcess.StartAsync(
            "apiserver", new Dictionary<string, string>(), "apiserver", "--urls", address.ToString(), "--postgres", await database.CreateDatabaseAsync());
        var server = new BenchServer(database, running, address);
        await WaitAsync(server.Api, "/readyz", "the API server is ready", () => running.Tail);
        return server;
    }

    /// <summary>Waits until a path is answered with success.</summary>
    public static Task WaitAsync(Rest api, string path, string what, Func<string>? seen = null) =>
        Eventually.Async(what, TimeSpan.FromSeconds(30), async () =>
        {
            try
            {
                return (await api.Http.GetAsync(new Uri(path, UriKind.Relative))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, seen);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await process.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
