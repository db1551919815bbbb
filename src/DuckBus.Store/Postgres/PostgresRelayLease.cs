using Microsoft.Extensions.Logging;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>The right to publish, held as a session lock: PostgreSQL releases it when the connection or the process dies.</summary>
internal sealed class PostgresRelayLease : IRelayLease
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource lost = new();
    private readonly Database database;
    private readonly NpgsqlConnection session;
    private readonly Task watch;

    private PostgresRelayLease(Database database, NpgsqlConnection session, long position)
    {
        this.database = database;
        this.session = session;
        Position = position;
        watch = Task.Run(WatchAsync);
    }

    public long Position { get; }

    public CancellationToken Lost => lost.Token;

    /// <summary>Asks for the lock again and again. Waiting inside the database would hold back its vacuum.</summary>
    public static async Task<PostgresRelayLease> AcquireAsync(
        Database database, TimeSpan poll, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await AskAsync(database, poll, time, cancellationToken);
            }
            catch (Exception e) when (Database.IsTrouble(e) || e is StoreUnavailableException)
            {
                logger.LogDebug("the relay lease cannot be asked for: {Cause}", e.Message);
                await Task.Delay(poll, time, cancellationToken);
            }
        }
    }

    public Task AdvanceAsync(long revision, CancellationToken cancellationToken) => database.RepeatableAsync(
        "recording the relay position",
        async (connection, token) =>
        {
            await connection.ExecuteAsync(Statements.AdvanceRelay, token, revision);
            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watch;
        await session.DisposeAsync();
        stop.Dispose();
        lost.Dispose();
    }

    /// <summary>Asks over one connection until the lock is there.</summary>
    private static async Task<PostgresRelayLease> AskAsync(
        Database database, TimeSpan poll, TimeProvider time, CancellationToken cancellationToken)
    {
        var candidate = await database.OpenSessionAsync("asking for the relay lease", cancellationToken);
        try
        {
            while (!await candidate.ScalarAsync<bool>(Statements.TryRelay, cancellationToken))
                await Task.Delay(poll, time, cancellationToken);
            var position = await candidate.ScalarAsync<long>(Statements.RelayPosition, cancellationToken);
            return new(database, candidate, position);
        }
        catch
        {
            await candidate.DisposeAsync();
            throw;
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await session.WaitAsync(CheckInterval, stop.Token);
                await session.ExecuteAsync(Statements.Ping, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Given back.
        }
        catch (Exception e) when (Database.IsTrouble(e) || e is OperationCanceledException)
        {
            await lost.CancelAsync();
        }
    }
}
