using Npgsql;
using NpgsqlTypes;

namespace DuckBus.Bench;

/// <summary>
/// What the store's database has to do for objects that are created, and nothing else: one statement on one connection, with the store's
/// durability, into two tables like the store's, one for objects and one for the change log.
/// </summary>
public sealed class StoreInserts : IAsyncDisposable
{
    /// <summary>A ConfigMap of one small field as it is stored.</summary>
    public const string Body = """{"apiVersion": "v1", "data": {"a": "b"}, "kind": "ConfigMap", "metadata": {"creationTimestamp": "2026-01-01T00:00:00Z", "managedFields": [{"apiVersion": "v1", "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {".": {}, "f:a": {}}}, "manager": "x", "operation": "Update", "time": "2026-01-01T00:00:00Z"}], "name": "r1-1-1", "namespace": "default", "uid": "00000000-0000-0000-0000-000000000000"}}""";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly NpgsqlParameter names;
    private readonly NpgsqlParameter uids;
    private readonly NpgsqlParameter revisions;
    private readonly NpgsqlParameter bodies;

    private long inserted;

    private StoreInserts(NpgsqlConnection connection, string tables)
    {
        this.connection = connection;
        command = new NpgsqlCommand(Insert(tables), connection);
        (names, uids) = (Add(NpgsqlDbType.Array | NpgsqlDbType.Text), Add(NpgsqlDbType.Array | NpgsqlDbType.Text));
        (revisions, bodies) = (Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint), Add(NpgsqlDbType.Array | NpgsqlDbType.Jsonb));
        Add(NpgsqlDbType.TimestampTz).Value = TimeProvider.System.GetUtcNow();
    }

    /// <summary>Connects to a store's database, and makes the tables beside the store's.</summary>
    /// <param name="database">How to connect.</param>
    /// <param name="tables">How the names of the two tables begin; nobody else may insert into them.</param>
    public static async Task<StoreInserts> ConnectAsync(string database, string tables = "floor")
    {
        var opened = new NpgsqlConnection(database);
        await opened.OpenAsync();
        await using (var create = new NpgsqlCommand(Tables(tables), opened)) await create.ExecuteNonQueryAsync();
        var inserts = new StoreInserts(opened, tables);
        await inserts.command.PrepareAsync();
        return inserts;
    }

    /// <summary>Inserts so many new objects in one transaction.</summary>
    public Task RunAsync(int count)
    {
        revisions.Value = Enumerable.Range(0, count).Select(_ => ++inserted).ToArray();
        names.Value = Enumerable.Range(0, count).Select(i => $"floor-{i}-{inserted}").ToArray();
        uids.Value = Enumerable.Range(0, count).Select(_ => Guid.NewGuid().ToString()).ToArray();
        bodies.Value = Enumerable.Repeat(Body, count).ToArray();
        return command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    // Those of the store, with their keys.
    private static string Tables(string name) => $"""
        create table if not exists {name}_resource (like duckbus.resource including all);
        create table if not exists {name}_change (like duckbus.change including all)
        """;

    // Of what the store does with a batch only the inserts: no lock, no look for what is there, no revision counted, no news.
    private static string Insert(string name) => $"""
        with write as materialized (
            select * from unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[]) as w (name, uid, revision, body)
        ), logged as (
            insert into {name}_change (revision, kind, namespace, name, uid, type, body, at)
            select revision, 'ConfigMap', 'default', name, uid, 0, body, $5 from write
        )
        insert into {name}_resource (kind, namespace, name, uid, revision, created, body)
        select 'ConfigMap', 'default', name, uid, revision, $5, body from write
        """;

    private NpgsqlParameter Add(NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
}
