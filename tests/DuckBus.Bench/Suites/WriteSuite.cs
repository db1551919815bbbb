using System.Diagnostics;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>Small creates from 32 clients through one API server into PostgreSQL, beside inserts by PostgreSQL itself.</summary>
public sealed class WriteSuite(BenchOptions options)
{
    private const int Clients = 32;

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        await using var inserts = await StoreInserts.ConnectAsync(server.Database);
        using var directory = PrivateDirectory.Create("bench-writes");
        var bare = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var process = await ServerProcess.StartAsync("bare", directory["log"], null, new Dictionary<string, string>(),
            Environment.ProcessPath!, BareWrites.Command, bare.ToString(), server.Database);
        using (var rest = new Rest(bare)) await BenchServer.WaitAsync(rest, "/", "the bare web server is ready");
        var time = options.Seconds(1.5);
        var round = 0;
        var batch = 1;
        // What is measured are servers that have been up for a while, not the compiler; bare inserts and pgbench need no such time.
        await CreateAsync(TimeSpan.FromSeconds(5.5));
        Create(bare, "warm", TimeSpan.FromSeconds(2));
        var values = await Alternate.RunAsync(options.Full ? 5 : 3, options.Full ? 1 : 0,
            () => CreateAsync(time),
            () => BatchesAsync(inserts, batch, time),
            () => Task.FromResult(Create(bare, $"r{++round}", time)),
            () => PgBenchAsync(server.Postgres, time));
        var beside = new PeerObjects(options, server);
        return new Suite("writes", "API writes", $"""
            ConfigMaps of one small field, created by {Clients} clients through one API server; each is committed and synced to disk before it is answered, with
            its change log entry. The floor is one connection to the same server, with the same durability, that inserts objects of the same size into
            two tables like the store's, one for objects and one for the change log, {batch} objects in a transaction, as the API's batches came out; it
            judges nothing, counts no revision and tells nobody. The bare web server is that floor behind ASP.NET, for the same clients: it inserts all that wait
            together and answers. Between the two is what HTTP costs on this machine, whose cores clients, server and PostgreSQL share. The peer
            is `pgbench`: {Clients} clients, one small row in a transaction.{beside.Text}
            """,
        new ShownFigures
        {
            new Figure
            {
                What = $"creates, {Clients} clients", Unit = "/s", MoreIsBetter = true, Ours = values[0], Target = new Target(0.7, "the same batches"),
                Rivals = [new Rival("the same batches", values[1]), new Rival("bare web server", values[2]), new Rival("pgbench", values[3])],
            },
            await beside.WritesAsync(),
        });

        async Task<double> CreateAsync(TimeSpan duration)
        {
            var (writes, batches) = await server.BatchesAsync();
            var rate = Create(server.Address, $"r{++round}", duration);
            var (moreWrites, moreBatches) = await server.BatchesAsync();
            batch = Math.Max(1, (int)Math.Round((moreWrites - writes) / Math.Max(1, moreBatches - batches)));
            return rate;
        }
    }

    private static double Create(Uri address, string prefix, TimeSpan time) =>
        Load.Run(address, Clients, time, (client, count) => KeepAliveClient.Write(HttpMethod.Post, address, "/api/v1/namespaces/default/configmaps",
            $$$"""{"metadata": {"name": "{{{prefix}}}-{{{client}}}-{{{count}}}"}, "data": {"a": "b"}}"""));

    private static async Task<double> BatchesAsync(StoreInserts inserts, int size, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < time; count += size) await inserts.RunAsync(size);
        return count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> PgBenchAsync(PostgresServer postgres, TimeSpan time)
    {
        var output = await postgres.PgBenchAsync("insert into pgbench_floor (b) values ('{\"a\": \"b\"}');", "create table if not exists pgbench_floor (a bigserial primary key, b jsonb not null)", Clients, time);
        var line = output.Split('\n').First(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
    }
}
