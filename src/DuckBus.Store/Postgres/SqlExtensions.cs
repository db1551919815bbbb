using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>Statements with positional parameters, without ceremony.</summary>
internal static class SqlExtensions
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, SqlStatement statement, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(statement.Text, connection);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, SqlStatement statement, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
        return command;
    }

    public static async Task ExecuteAsync(
        this NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = connection.Command(statement, parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<T?> ScalarAsync<T>(
        this NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = connection.Command(statement, parameters);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }
}
