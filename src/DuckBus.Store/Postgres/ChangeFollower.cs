using DuckBus.Store.Feed;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>
/// Brings the changes of other servers into the window: woken by their notifications, and by the clock in case one was
/// lost. Survives restarts of the database.
/// </summary>
internal sealed class ChangeFollower : IAsyncDisposable
{
    private const int ReadAtOnce = 500;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Database database;
    private readonly ChangeWindow window;
    private readonly string server;
    private readonly TimeSpan poll;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task loop;
    private bool waiting;

    public ChangeFollower(
        Database database, ChangeWindow window, string server, TimeSpan poll, TimeProvider time, ILogger logger)
    {
        this.database = database;
        this.window = window;
        this.server = server;
        this.poll = poll;
        this.time = time;
        this.logger = logger;
        loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        var backOff = FirstBackOff;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var session = await database.OpenSessionAsync("following changes", stop.Token);
                await FollowAsync(session, () => backOff = FirstBackOff);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Database.IsTrouble(e) || e is StoreUnavailableException)
            {
                LogLost(e);
                database.Forget();
            }

            await Task.Delay(backOff, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
        }
    }

    private async Task FollowAsync(NpgsqlConnection session, Action working)
    {
        var told = true;
        session.Notification += (_, e) => told |= e.Payload != server;
        await session.ExecuteAsync(Statements.Listen, stop.Token);
        while (true)
        {
            await CatchUpAsync(session);
            LogBack();
            working();
            told = false;
            var polled = time.GetTimestamp();
            while (!told && time.GetElapsedTime(polled) < poll)
                await session.WaitAsync(Remaining(polled), stop.Token);
        }
    }

    private TimeSpan Remaining(long since)
    {
        var remaining = poll - time.GetElapsedTime(since);
        return remaining > TimeSpan.FromMilliseconds(1) ? remaining : TimeSpan.FromMilliseconds(1);
    }

    private async Task CatchUpAsync(NpgsqlConnection session)
    {
        while (true)
        {
            try
            {
                var changes = await ChangeTable.ReadAsync(session, window.Head, ReadAtOnce, stop.Token);
                if (changes.Count == 0) return;
                window.Append(changes);
            }
            catch (CompactedException e)
            {
                window.DropThrough(e.Horizon);
            }
        }
    }

    private void LogLost(Exception cause)
    {
        if (waiting) return;
        waiting = true;
        logger.LogWarning("⚠ Waiting for the store: {Cause}", cause is StoreUnavailableException ? cause.Message : database.Unavailable("following changes", cause).Message);
    }

    private void LogBack()
    {
        if (!waiting) return;
        waiting = false;
        logger.LogInformation("✓ The store is back: {Store}", database.Name);
    }
}
