using System.Security.Cryptography;
using Npgsql;

namespace DuckBus.Testing;

/// <summary>A real PostgreSQL server with its own data directory, port and user. It syncs to disk, so that it can be killed.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Segments = 100; // More than it keeps for later.
    private const int SigInt = 2; // Its "fast" shutdown; for SIGTERM it would wait until its clients go.

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(static () =>
        Environment.GetEnvironmentVariable("DUCKBUS_TEST_POSTGRES") is { Length: > 0 } given
            ? Task.FromResult(new PostgresServer(given, directory: null, disk: null, port: 0))
            : StartAsync());

    private static readonly string[] NoMore = [];

    private readonly PrivateDirectory? directory;
    private readonly SmallDisk? disk;
    private readonly int port;
    private ServerProcess? process;

    private PostgresServer(string connectionString, PrivateDirectory? directory, SmallDisk? disk, int port)
    {
        ConnectionString = connectionString;
        this.directory = directory;
        this.disk = disk;
        this.port = port;
    }

    /// <summary>The maintenance database.</summary>
    public string ConnectionString { get; }

    /// <summary>The user that a server runs as; null for ourselves.</summary>
    public static string? User => Environment.IsPrivilegedProcess ? "nobody" : null;

    /// <summary>The server of the test run (<c>DUCKBUS_TEST_POSTGRES</c>, a connection string), else one for this process.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server that is only the caller's.</summary>
    /// <param name="disk">Where its data are, all but its log; null for a place with room. It belongs to <see cref="User"/>.</param>
    public static async Task<PostgresServer> StartAsync(SmallDisk? disk = null)
    {
        var home = PrivateDirectory.Create("postgres", User);
        await using var initdb = await ServerProcess.StartAsync("initdb", home["initdb.log"], User, Variables(home),
            [Find("initdb"), "-D", Data(home, disk), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", .. disk is null ? NoMore : ["--wal-segsize=1"]]);
        await Eventually.Async("initdb is done", StartDeadline, () => initdb.HasExited);

        var free = FreePort.Next();
        var server = new PostgresServer($"Host=127.0.0.1;Port={free};Username=postgres;Database=postgres", home, disk, free);
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
            [Find("postgres"), "-D", Data(directory, disk), "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=300",
            .. disk is null ? NoMore : ["-c", "min_wal_size=2MB", "-c", "max_wal_size=16MB"]]);
        await process.WaitUntilAsync("answers", StartDeadline, AnswersAsync);
    }

    /// <summary>Uses up what is left of the log of writes, until the server needs more room for it: where the disk is full it ends, in a panic as it says.</summary>
    public async Task UseUpLogAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5;Command Timeout=5");
        try
        {
            await connection.OpenAsync();
            await using var next = new NpgsqlCommand("select pg_logical_emit_message(false, 'full', 'disk'), pg_switch_wal()", connection);
            for (var segment = 0; segment < Segments; segment++) await next.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // There is none left, or there was no server to begin with.
        }
    }

    /// <summary>Starts the server again if it has ended by itself, as what keeps services running does, and waits until it answers.</summary>
    public async Task KeepAsync()
    {
        await Eventually.Async("PostgreSQL answers, or has ended", StartDeadline, async () => Own.HasExited || await AnswersAsync());
        if (Own.HasExited) await StartAgainAsync();
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

    private static string Data(PrivateDirectory home, SmallDisk? disk) => Path.Combine(disk?.Path ?? home.Path, "data");

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
