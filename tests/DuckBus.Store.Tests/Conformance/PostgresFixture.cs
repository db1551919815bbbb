using DuckBus.Store.Postgres;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>A database of its own on the shared server.</summary>
public sealed class PostgresFixture : IStoreFixture
{
    private string? database;

    /// <summary>Which database, once a store was made.</summary>
    public string ConnectionString => database ?? throw new InvalidOperationException("no store was made yet");

    public async Task<IResourceStore> CreateAsync(TimeProvider time)
    {
        database ??= await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return new PostgresStore(new(database) { RelayPollInterval = TimeSpan.FromMilliseconds(50) }, null, time, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (database is null) return;
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await using var source = NpgsqlDataSource.Create((await PostgresServer.SharedAsync()).ConnectionString);
        await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
