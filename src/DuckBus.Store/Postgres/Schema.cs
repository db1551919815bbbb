using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>Creates the tables, and brings those of an older version up to date.</summary>
internal static class Schema
{
    /// <summary>What leads from each version to the next. Entries are added at the end and never changed.</summary>
    private static readonly IReadOnlyList<SqlStatement> Steps =
    [
        new("schema 1", """
            create table duckbus.resource (
                kind text collate "C" not null,
                namespace text collate "C" not null,
                name text collate "C" not null,
                uid text collate "C" not null,
                revision bigint not null,
                created timestamptz not null,
                body jsonb not null,
                primary key (kind, namespace, name)
            );
            create table duckbus.change (
                revision bigint primary key,
                kind text collate "C" not null,
                namespace text collate "C" not null,
                name text collate "C" not null,
                uid text collate "C" not null,
                type smallint not null,
                body jsonb not null,
                traceparent text,
                at timestamptz not null
            );
            create table duckbus.head (
                one boolean primary key default true check (one),
                revision bigint not null default 0,
                horizon bigint not null default 0
            );
            create table duckbus.relay (
                one boolean primary key default true check (one),
                position bigint not null default 0
            );
            insert into duckbus.head default values;
            insert into duckbus.relay default values;
            """),
    ];

    private static readonly SqlStatement Lock = new("lock schema", "select pg_advisory_xact_lock(1146438475, 1)");

    private static readonly SqlStatement Prepare = new("prepare schema", """
        create schema if not exists duckbus;
        create table if not exists duckbus.schema_version (
            one boolean primary key default true check (one),
            version int not null
        );
        insert into duckbus.schema_version (version) values (0) on conflict do nothing;
        """);

    private static readonly SqlStatement Version = new("schema version", "select version from duckbus.schema_version");

    private static readonly SqlStatement SetVersion = new("set schema version", "update duckbus.schema_version set version = $1");

    /// <summary>Several servers may do this at once: the first does the work while the others wait.</summary>
    /// <exception cref="StoreUnavailableException">The database was made by a newer version.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Lock, cancellationToken);
        await connection.ExecuteAsync(Prepare, cancellationToken);
        var version = await connection.ScalarAsync<int>(Version, cancellationToken);
        if (version > Steps.Count)
            throw new StoreUnavailableException(
                $"the database {connection.Database} has schema {version}, this DuckBus knows {Steps.Count}: use a newer DuckBus, or another database");

        foreach (var step in Steps.Skip(version)) await connection.ExecuteAsync(step, cancellationToken);
        if (version < Steps.Count) await connection.ExecuteAsync(SetVersion, cancellationToken, Steps.Count);
        await transaction.CommitAsync(cancellationToken);
    }
}
