using System.Collections.Frozen;
using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>The connections to the database, and what to say when there are none.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly FrozenDictionary<string, string> NamesByText = typeof(Statements)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (SqlStatement)field.GetValue(null)!)
        .ToFrozenDictionary(statement => statement.Text, statement => statement.Name, StringComparer.Ordinal);

    private readonly NpgsqlDataSource readers;
    private readonly NpgsqlDataSource writer;
    private readonly NpgsqlDataSource sessions;

    public Database(PostgresStoreOptions options)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                Timeout = Seconds(options.ConnectTimeout),
                CommandTimeout = Seconds(options.CommandTimeout),
                ApplicationName = "duckbus",
                MaxAutoPrepare = 32,
                AutoPrepareMinUsages = 2,
                NoResetOnClose = true, // No statement leaves anything behind in a session, so nothing need be wiped before the next.
            };
            Name = $"PostgreSQL at {settings.Host}:{settings.Port}, database {settings.Database ?? settings.Username}";
            readers = Build(settings);

            // Commits are durable whatever the server's default, and their plans go by the primary keys: a plan made while
            // the tables were empty must not scan them when they have grown.
            var writing = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MaxPoolSize = 2 };
            writing.Options = $"{writing.Options} -c synchronous_commit=on -c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off".Trim();
            writer = Build(writing);
            sessions = Build(new(settings.ConnectionString) { Pooling = false });
        }
        catch (ArgumentException e)
        {
            throw new StoreUnavailableException($"the PostgreSQL connection string cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Host, port and database, for messages.</summary>
    public string Name { get; }

    /// <summary>Reads, or does what may be done twice: once more if the pooled connection turns out to be dead.</summary>
    public async Task<T> RepeatableAsync<T>(
        string what, Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await UseAsync(readers, read, cancellationToken);
        }
        catch (Exception e) when (IsTrouble(e) && e is not PostgresException && e.InnerException is IOException)
        {
            Forget();
            return await TryAsync(what, () => UseAsync(readers, read, cancellationToken));
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Unavailable(what, e);
        }
    }

    /// <summary>Writes, once: if the connection breaks meanwhile the write may or may not have been made.</summary>
    public Task<T> OnceAsync<T>(
        string what, Func<NpgsqlConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        TryAsync(what, () => UseAsync(writer, write, cancellationToken));

    /// <summary>A connection of its own that ends when disposed, for what belongs to a session.</summary>
    public Task<NpgsqlConnection> OpenSessionAsync(string what, CancellationToken cancellationToken) =>
        TryAsync(what, () => sessions.OpenConnectionAsync(cancellationToken).AsTask());

    /// <summary>Closes idle connections, which are dead when the server has restarted.</summary>
    public void Forget()
    {
        readers.Clear();
        writer.Clear();
    }

    /// <summary>Whether the database, or the way to it, is the cause.</summary>
    public static bool IsTrouble(Exception e) =>
        e is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>The one line that says what failed and what to do.</summary>
    public StoreUnavailableException Unavailable(string what, Exception cause) =>
        new($"{Name}: {what} failed: {PostgresErrors.Explain(cause)}", cause);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await readers.DisposeAsync();
        await writer.DisposeAsync();
        await sessions.DisposeAsync();
    }

    private static async Task<T> UseAsync<T>(
        NpgsqlDataSource source, Func<NpgsqlConnection, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await use(connection, cancellationToken);
    }

    private async Task<T> TryAsync<T>(string what, Func<Task<T>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Unavailable(what, e);
        }
    }

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);

        // Only within a request: what the store does by itself would be traces of one span.
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .ConfigureCommandSpanNameProvider(command => NamesByText.GetValueOrDefault(command.CommandText)));
        return builder.Build();
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);
}
