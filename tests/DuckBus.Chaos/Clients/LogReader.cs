using DuckBus.Chaos.History;
using Npgsql;

namespace DuckBus.Chaos.Clients;

/// <summary>Reads the log of changes where it is, in PostgreSQL, before it is compacted.</summary>
public sealed class LogReader(string database, HistoryBook book)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Reads until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // PostgreSQL is down for the moment, or this is the end.
            }

            await Task.Delay(Period, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads what is new.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Timeout=3");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select revision, kind, namespace, name, type, body->'data'->>'token' from duckbus.change where revision > $1 order by revision", connection);
        command.Parameters.AddWithValue(book.Log.Count == 0 ? 0 : book.Log[^1].Revision);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            book.Log.Add(new LoggedChange(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt16(4) == 2,
                reader.IsDBNull(5) ? null : reader.GetString(5)));
    }
}
