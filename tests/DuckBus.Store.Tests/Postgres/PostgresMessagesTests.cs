using DuckBus.Store.Postgres;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace DuckBus.Store.Tests.Postgres;

/// <summary>What the store says when it cannot be opened: one line, with the way out.</summary>
public sealed class PostgresMessagesTests
{
    [Fact]
    public async Task Nobody_listens() =>
        (await MessageAsync("Host=127.0.0.1;Port=1;Database=ducks;Username=postgres"))
            .ShouldBe("PostgreSQL at 127.0.0.1:1, database ducks: opening failed: Connection refused: is it running, and are host and port right?");

    [Fact]
    public async Task The_database_does_not_exist()
    {
        var there = new NpgsqlConnectionStringBuilder((await PostgresServer.SharedAsync()).ConnectionString) { Database = "nowhere" };

        (await MessageAsync(there.ConnectionString)).ShouldContain("create it with createdb");
    }

    [Fact]
    public void The_connection_string_is_none() =>
        Should.Throw<StoreUnavailableException>(() => Create("this is no connection string"))
            .Message.ShouldStartWith("the PostgreSQL connection string cannot be read");

    private static PostgresStore Create(string connectionString) =>
        new(new(connectionString), null, TimeProvider.System, NullLogger.Instance);

    private static async Task<string> MessageAsync(string connectionString)
    {
        await using var store = Create(connectionString);
        var message = (await Should.ThrowAsync<StoreUnavailableException>(store.OpenAsync(default))).Message;
        message.ShouldNotContain("\n");
        return message;
    }
}
