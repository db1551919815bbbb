using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench;

/// <summary>One API server on a PostgreSQL of its own.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    private readonly PostgresServer postgres;
    private readonly DuckBusProcess process;

    private readonly RabbitMqServer? rabbit;

    private BenchServer(PostgresServer postgres, string database, RabbitMqServer? rabbit, DuckBusProcess process, Uri address)
    {
        this.rabbit = rabbit;
        (this.postgres, Database, this.process, Address) = (postgres, database, process, address);
        Api = new Rest(address);
    }

    public Uri Address { get; }

    public Rest Api { get; }

    /// <summary>How to connect to its database.</summary>
    public string Database { get; }

    public PostgresServer Postgres => postgres;

    /// <summary>Its broker, if it has one.</summary>
    public Uri? Broker => rabbit?.Uri;

    /// <summary>The number of its process.</summary>
    public int Process => process.Id;

    public static async Task<BenchServer> StartAsync(bool withBroker = false)
    {
        var broker = withBroker ? await RabbitMqServer.StartAsync() : null;
        var database = await PostgresServer.StartAsync();
        var connection = await database.CreateDatabaseAsync();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var running = await DuckBusProcess.StartAsync(
            "apiserver", new Dictionary<string, string>(), ["apiserver", "--urls", address.ToString(), "--postgres", connection, .. broker is null ? Array.Empty<string>() : ["--rabbitmq", broker.Uri.ToString()]]);
        var server = new BenchServer(database, connection, broker, running, address);
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
        if (rabbit is not null) await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
