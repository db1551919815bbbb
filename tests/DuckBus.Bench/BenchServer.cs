using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>One API server on a PostgreSQL of its own.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private readonly PostgresServer postgres;
    private readonly RabbitMqServer? rabbit;
    private readonly DuckBusProcess process;
    private readonly PrivateDirectory directory;
    private readonly bool owns;

    private BenchServer(PostgresServer postgres, RabbitMqServer? rabbit, string database, PrivateDirectory directory, DuckBusProcess process, Uri address, bool owns)
    {
        (this.postgres, this.rabbit, Database, this.directory, this.process, Address, this.owns) = (postgres, rabbit, database, directory, process, address, owns);
        Api = new Rest(address);
    }

    public Uri Address { get; }

    public Rest Api { get; }

    /// <summary>How to connect to its database.</summary>
    public string Database { get; }

    /// <summary>The kubeconfig that it wrote, for HTTPS.</summary>
    public string Kubeconfig => directory["kubeconfig"];

    public PostgresServer Postgres => postgres;

    /// <summary>Its broker, if it has one.</summary>
    public Uri? Broker => rabbit?.Uri;

    /// <summary>The number of its process.</summary>
    public int Process => process.Id;

    public static async Task<BenchServer> StartAsync(bool withBroker = false)
    {
        var broker = withBroker ? await RabbitMqServer.StartAsync() : null;
        return await StartAsync(await PostgresServer.StartAsync(), broker, owns: true);
    }

    /// <summary>Another API server on the same servers, with a database of its own: nobody may hear the news of the first one any more.</summary>
    public Task<BenchServer> BesideAsync() => StartAsync(postgres, rabbit, owns: false);

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

    /// <summary>How many writes were committed so far, in how many transactions.</summary>
    public async Task<(double Writes, double Batches)> BatchesAsync()
    {
        var metrics = await Api.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return (Sum("duckbus_store_batch_size_sum"), Sum("duckbus_store_batch_size_count"));

        double Sum(string name) => metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await process.DisposeAsync();
        directory.Dispose();
        if (!owns) return;
        if (rabbit is not null) await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private static async Task<BenchServer> StartAsync(PostgresServer postgres, RabbitMqServer? rabbit, bool owns)
    {
        var database = await postgres.CreateDatabaseAsync();
        var data = PrivateDirectory.Create("bench-api");
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var running = await DuckBusProcess.StartAsync("apiserver", new Dictionary<string, string>(),
            ["apiserver", "--urls", $"{address};https://127.0.0.1:{FreePort.Next()}", "--data", data.Path, "--postgres", database, .. rabbit is null ? Array.Empty<string>() : ["--rabbitmq", rabbit.Uri.ToString()]]);
        var server = new BenchServer(postgres, rabbit, database, data, running, address, owns);
        await WaitAsync(server.Api, "/readyz", "the API server is ready", () => running.Tail);
        return server;
    }
}
