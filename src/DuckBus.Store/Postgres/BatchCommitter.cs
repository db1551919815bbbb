using DuckBus.Store.Feed;
using Npgsql;
using NpgsqlTypes;

namespace DuckBus.Store.Postgres;

/// <summary>Commits a batch in one transaction and one round trip, and hands what was made to the feeds.</summary>
internal sealed class BatchCommitter(Database database, ChangeWindow window, string server, TimeProvider time)
{
    /// <summary>Commits writes to different keys.</summary>
    /// <exception cref="ArgumentException">PostgreSQL cannot hold one of them; none was made.</exception>
    /// <exception cref="StoreUnavailableException">The writes may or may not have been made.</exception>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<StoreWrite> writes)
    {
        var at = WriteRules.Instant(time);
        var results = await database.OnceAsync("commit", (connection, token) => SendAsync(connection, writes, at, token), default);
        window.Append(Made(writes, results, at));
        return results;
    }

    private async Task<CommitResult[]> SendAsync(
        NpgsqlConnection connection, IReadOnlyList<StoreWrite> writes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.Add(Statements.LockHead);
        Fill(batch.Add(Statements.Commit).Parameters, writes, at);
        batch.Add(Statements.Notify, server);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await reader.NextResultAsync(cancellationToken);
            var results = new CommitResult[writes.Count];
            for (var i = 0; await reader.ReadAsync(cancellationToken); i++)
                results[i] = new((CommitOutcome)reader.GetInt32(0), reader.GetInt64(1));

            // Only behind the last result is the transaction known to be committed.
            while (await reader.NextResultAsync(cancellationToken)) { }
            return results;
        }
        catch (PostgresException e) when (PostgresErrors.IsBadValue(e))
        {
            throw new ArgumentException($"PostgreSQL cannot hold this object: {e.MessageText}", e);
        }
    }

    private static void Fill(NpgsqlParameterCollection parameters, IReadOnlyList<StoreWrite> writes, DateTimeOffset at)
    {
        Add(NpgsqlDbType.Smallint, write => (short)write.Type);
        Add(NpgsqlDbType.Text, write => write.Key.Kind);
        Add(NpgsqlDbType.Text, write => write.Key.Namespace);
        Add(NpgsqlDbType.Text, write => write.Key.Name);
        Add(NpgsqlDbType.Text, write => write.Uid);
        Add(NpgsqlDbType.Bigint, write => write.ExpectedRevision);
        Add(NpgsqlDbType.Jsonb, write => write.Body);
        Add(NpgsqlDbType.Text, write => write.TraceParent);
        parameters.Add(new NpgsqlParameter { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });

        void Add<T>(NpgsqlDbType type, Func<StoreWrite, T> field) => parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = [.. writes.Select(field)],
            NpgsqlDbType = NpgsqlDbType.Array | type,
        });
    }

    private static List<StoredChange> Made(IReadOnlyList<StoreWrite> writes, CommitResult[] results, DateTimeOffset at)
    {
        var changes = new List<StoredChange>(writes.Count);
        for (var i = 0; i < writes.Count; i++)
            if (results[i].Outcome == CommitOutcome.Committed)
                changes.Add(new(results[i].Revision, writes[i].Type, writes[i].Key, writes[i].Uid, writes[i].Body, writes[i].TraceParent, at));
        return changes;
    }
}
