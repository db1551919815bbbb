using System.Net.Sockets;
using Npgsql;

namespace DuckBus.Testing.Tests;

public sealed class ServersTests
{
    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_on_its_port_with_its_data()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync() + ";Pooling=false";
        await ExecuteAsync(database, "CREATE TABLE duck (name text)");
        await ExecuteAsync(database, "INSERT INTO duck VALUES ('donald')");

        await server.KillAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));

        await server.StartAgainAsync();
        (await ExecuteAsync(database, "SELECT name FROM duck")).ShouldBe("donald");
    }

    [Fact]
    public async Task A_stopped_RabbitMQ_refuses_connections_and_comes_back_on_its_port()
    {
        await using var server = await RabbitMqServer.StartAsync();
        var host = await server.CreateVirtualHostAsync();
        host.AbsolutePath.Length.ShouldBeGreaterThan(1);
        (await AcceptsAsync(host)).ShouldBeTrue();

        await server.StopAsync();
        (await AcceptsAsync(host)).ShouldBeFalse();

        await server.StartAgainAsync();
        (await AcceptsAsync(host)).ShouldBeTrue();
    }

    [Fact]
    public async Task Shared_servers_are_one_for_the_process_and_give_fresh_rooms()
    {
        var postgres = await PostgresServer.SharedAsync();
        (await PostgresServer.SharedAsync()).ShouldBeSameAs(postgres);
        (await postgres.CreateDatabaseAsync()).ShouldNotBe(await postgres.CreateDatabaseAsync());

        var rabbit = await RabbitMqServer.SharedAsync();
        (await RabbitMqServer.SharedAsync()).ShouldBeSameAs(rabbit);
        (await rabbit.CreateVirtualHostAsync()).ShouldNotBe(await rabbit.CreateVirtualHostAsync());
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<bool> AcceptsAsync(Uri uri)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(uri.Host, uri.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
