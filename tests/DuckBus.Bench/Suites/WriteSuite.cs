using System.Diagnostics;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using Npgsql;
using NpgsqlTypes;

namespace DuckBus.Bench.Suites;

/// <summary>Small creates from 32 clients through one API server into PostgreSQL, beside inserts by PostgreSQL itself.</summary>
public sealed class WriteSuite(BenchOptions options)
{
    private const int Clients = 32;

    // Those of the store, with their keys: an object, and its entry in the change log.
    private const string Tables = """
        create table floor_resource (like duckbus.resource including all);
        create table floor_change (like duckbus.change including all)
        """;

    // Of what the store does with a batch only the inserts: no lock, no look for what is there, no revision counted, no news.
    private const string Insert = """
        with write as materialized (
            select * from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[]) as w (name, uid, revision, body)
        ), logged as (
            insert into floor_change (revision, kind, namespace, name, uid, type, body, at)
            select revision, 'ConfigMap', 'default', name, uid, 0, body, $5 from write
        )
        insert into floor_resource (kind, namespace, name, uid, revision, created, body)
        select 'ConfigMap', 'default', name, uid, revision, $5, body from write
        """;

    private long inserted;

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var server = await BenchServer.StartAsync();
        await using var source = NpgsqlDataSource.Create(server.Database);
        await using (var create = source.CreateCommand(Tables)) await create.ExecuteNonQueryAsync();
        var time = options.Seconds(1.5);
        var round = 0;
        var batch = 16;
        // What is measured is a server that has been up for a while, not the compiler.
        Create(server.Address, "warm", TimeSpan.FromSeconds(4));
        var values = await Alternate.RunAsync(options.Full ? 5 : 3, 1,
            async () =>
            {
                var (writes, batches) = await server.BatchesAsync();
                var rate = Create(server.Address, $"r{++round}", time);
                var (moreWrites, moreBatches) = await server.BatchesAsync();
                batch = Math.Max(1, (int)Math.Round((moreWrites - writes) / Math.Max(1, moreBatches - batches)));
                return rate;
            },
            () => BatchesAsync(source, batch, time),
            () => PgBenchAsync(server.Postgres, time));
        return new Suite("writes", "API writes", $"""
            ConfigMaps of one small field, created by {Clients} clients through one API server; each is committed and synced to disk before it is answered, with
            its change log entry. The floor is one connection to the same server, with the same durability, that inserts objects of the same size into
            two tables like the store's, one for objects and one for the change log, {batch} objects in a transaction, as the API's batches came out; it
            judges nothing, counts no revision and tells nobody. The peer is `pgbench`: {Clients} clients, one small row in a transaction.
            """,
        new ShownFigures
        {
            new Figure
            {
                What = $"creates, {Clients} clients", Unit = "/s", MoreIsBetter = true, Ours = values[0], Target = new Target(0.7, "the same batches"),
                Rivals = [new Rival("the same batches", values[1]), new Rival("pgbench", values[2])],
            },
        });
    }

    private static double Create(Uri address, string prefix, TimeSpan time) =>
        Load.Run(address, Clients, time, (client, count) => KeepAliveClient.Post(address, "/api/v1/namespaces/default/configmaps",
            $$$"""{"metadata": {"name": "{{{prefix}}}-{{{client}}}-{{{count}}}"}, "data": {"a": "b"}}"""));

    private async Task<double> BatchesAsync(NpgsqlDataSource source, int size, TimeSpan time)
    {
        await using var connection = await source.OpenConnectionAsync();
        var body = """{"apiVersion": "v1", "data": {"a": "b"}, "kind": "ConfigMap", "metadata": {"creationTimestamp": "2026-01-01T00:00:00Z", "managedFields": [{"apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {".": {}, "f:a": {}}}, "manager": "x", "operation": "Update", "time": "2026-01-01T00:00:00Z"}], "name": "r1-1-1", "namespace": "default", "uid": "00000000-0000-0000-0000-000000000000"}}""";
        await using var command = new NpgsqlCommand(Insert, connection);
        var (names, uids) = (Add(NpgsqlDbType.Array | NpgsqlDbType.Text), Add(NpgsqlDbType.Array | NpgsqlDbType.Text));
        var (revisions, bodies) = (Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint), Add(NpgsqlDbType.Array | NpgsqlDbType.Jsonb));
        Add(NpgsqlDbType.TimestampTz).Value = TimeProvider.System.GetUtcNow();
        bodies.Value = Enumerable.Repeat(body, size).ToArray();
        await command.PrepareAsync();
        var count = 0;
        var clock = Stopwatch.StartNew();
        for (; clock.Elapsed < time; count += size)
        {
            revisions.Value = Enumerable.Range(0, size).Select(_ => ++inserted).ToArray();
            names.Value = Enumerable.Range(0, size).Select(i => $"floor-{i}-{inserted}").ToArray();
            uids.Value = Enumerable.Range(0, size).Select(_ => Guid.NewGuid().ToString()).ToArray();
            await command.ExecuteNonQueryAsync();
        }

        return count / clock.Elapsed.TotalSeconds;

        NpgsqlParameter Add(NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
    }

    private static async Task<double> PgBenchAsync(PostgresServer postgres, TimeSpan time)
    {
        var output = await postgres.PgBenchAsync("insert into pgbench_floor (b) values ('{\"a\": \"b\"}');", "create table if not exists pgbench_floor (a bigserial primary key, b jsonb not null)", Clients, time);
        var line = output.Split('\n').First(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
    }
}
