using DuckBus.Model.Kinds;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>The change log in the database: reading it, and cutting it off at its old end.</summary>
internal static class ChangeTable
{
    /// <summary>How many changes one transaction of a compaction drops.</summary>
    private const int DropAtOnce = 1000;

    /// <summary>One answer holds no further change once its bodies have this many bytes.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Up to a number of changes after a revision, without gaps.</summary>
    /// <exception cref="CompactedException">The log begins later.</exception>
    public static async Task<IReadOnlyList<StoredChange>> ReadAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken cancellationToken)
    {
        var changes = new List<StoredChange>();
        await using (var command = connection.Command(Statements.Changes, after, limit))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            for (var bytes = 0; bytes < MaxBytes && await reader.ReadAsync(cancellationToken);)
            {
                changes.Add(Read(reader));
                bytes += changes[^1].Body.Length;
            }
        }

        // The log has no gaps but the one that compaction leaves at its beginning.
        if (changes.Count > 0 && changes[0].Revision == after + 1) return changes;
        var (_, horizon) = await HeadAsync(connection, cancellationToken);
        return after < horizon ? throw new CompactedException(after, horizon) : changes;
    }

    /// <summary>The latest revision and the horizon.</summary>
    public static async Task<(long Revision, long Horizon)> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Statements.Head);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Drops what is not among the latest and was not made after a moment.</summary>
    /// <returns>The horizon.</returns>
    public static async Task<long> CompactAsync(
        NpgsqlConnection connection, DateTimeOffset youngest, int keep, CancellationToken cancellationToken)
    {
        var (revision, horizon) = await HeadAsync(connection, cancellationToken);
        var target = revision - keep;
        if (target <= horizon) return horizon;
        var first = await connection.ScalarAsync<long>(Statements.FirstToKeep, cancellationToken, target, youngest);
        if (first > 0) target = first - 1;
        while (horizon < target)
        {
            horizon = Math.Min(horizon + DropAtOnce, target);
            await using var batch = connection.CreateBatch();
            batch.Add(Statements.DropChanges, horizon);
            batch.Add(Statements.MoveHorizon, horizon);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return horizon;
    }

    private static StoredChange Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        (ChangeType)reader.GetInt16(1),
        new ResourceKey(reader.GetString(2), reader.GetString(3), reader.GetString(4)),
        reader.GetString(5),
        reader.GetFieldValue<byte[]>(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.GetFieldValue<DateTimeOffset>(8));
}
