using System.Security.Cryptography;
using Npgsql;

namespace DuckBus.Testing;

/// <summary>A real PostgreSQL server with its own data directory, port and user. It syncs to disk, so that it can be killed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int SigInt = 2; // Its "fast" shutdown; for SIGTERM it would wait until its clients go.

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(static () =>
        Environment.GetEnvironmentVariable("DUCKBUS_TEST_POSTGRES") is { Length: > 0 } given
            ? Task.FromResult(new PostgresServer(given, directory: null, port: 0))
            : StartAsync());

    private readonly PrivateDirectory? directory;
    private readonly int port;
    private ServerProcess? process;

    private PostgresServer(string connectionString, PrivateDirectory? directory, int port)
    {
        ConnectionString = connectionString;
        this.directory = directory;
        this.port = port;
    }

    /// <summary>The maintenance database.</summary>
    public string ConnectionString { get; }

    private static string? User => Environment.IsPrivilegedProcess ? "nobody" : null;

    /// <summary>The server of the test run (<c>DUCKBUS_TEST_POSTGRES</c>, a connection string), else one for this process.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server that is only the caller's.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var home = PrivateDirectory.Create("postgres", User);
        await using var initdb = await ServerProcess.StartAsync("initdb", home["initdb.log"], User, Variables(home),
            Find("initdb"), "-D", home["data"], "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync");
        await Eventually.Async("initdb is done", StartDeadline, () => initdb.HasExited);

        var free = FreePort.Next();
        var server = new PostgresServer($"Host=127.0.0.1;Port={free};Username=postgres;Database=postgres", home, free);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Kills the server at once, as <c>kill -9</c> or a power cut does.</summary>
    public Task KillAsync() => Own.KillAsync();

    /// <summary>Stops the server in good order: it tells its clients, and ends their sessions.</summary>
    public Task StopAsync() => Own.StopAsync(StopDeadline, signal: SigInt);

    /// <summary>Starts the server again after <see cref="KillAsync"/> or <see cref="StopAsync"/>: same port, same data.</summary>
    public async Task StartAgainAsync()
    {
        if (directory is null) throw NotOurs();
        if (process is not null) await process.DisposeAsync();
        process = await ServerProcess.StartAsync("postgres", directory["postgres.log"], User, Variables(directory),
            Find("postgres"), "-D", directory["data"], "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=300");
        await process.WaitUntilAsync("answers", StartDeadline, AnswersAsync);
    }

    /// <summary>Runs PostgreSQL's own benchmark with a script.</summary>
    /// <param name="script">What each transaction does.</param>
    /// <param name="before">A statement that comes first, once.</param>
    /// <param name="clients">Connections.</param>
    /// <param name="time">How long, in whole seconds.</param>
    /// <returns>What it prints.</returns>
    public async Task<string> PgBenchAsync(string script, string before, int clients, TimeSpan time)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using (var command = source.CreateCommand(before)) await command.ExecuteNonQueryAsync();
        using var home = PrivateDirectory.Create("pgbench");
        await File.WriteAllTextAsync(home["script.sql"], script);
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        return await Cluster.Shell.RunAsync(Find("pgbench"), "-n", "-h", settings.Host!, "-p", $"{settings.Port}", "-U", settings.Username!, "-d", settings.Database!,
            "-f", home["script.sql"], "-c", $"{clients}", "-j", "2", "-T", $"{Math.Max(1, (int)time.TotalSeconds)}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync();
        directory?.Dispose();
    }

    private ServerProcess Own => process ?? throw NotOurs();

    private static InvalidOperationException NotOurs() => new("this server was given by the environment; start your own to kill it");

    private static Dictionary<string, string> Variables(PrivateDirectory directory) => new(StringComparer.Ordinal) { ["HOME"] = directory.Path };

    private static string Find(string program) => Programs.Find(program, "install PostgreSQL (apt-get install postgresql)",
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : []);

    private async Task<bool> AnswersAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=2");
        await connection.OpenAsync();
        return true;
    }
}
