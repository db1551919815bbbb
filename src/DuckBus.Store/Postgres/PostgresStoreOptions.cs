namespace DuckBus.Store.Postgres;

/// <summary>Where the database is, and how patient to be with it.</summary>
/// <param name="ConnectionString">As Npgsql reads it: <c>Host=…;Port=…;Database=…;Username=…;Password=…</c>.</param>
public sealed record PostgresStoreOptions(string ConnectionString)
{
    /// <summary>How long to wait for a connection before a call fails.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait for the answer to a statement before a call fails.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to look for changes of other servers whose notification was lost.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a server that waits for the relay lease asks for it.</summary>
    public TimeSpan RelayPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many of the latest changes are kept in memory for the feeds.</summary>
    public int WindowChanges { get; init; } = 4096;

    /// <summary>How many bytes of the latest changes are kept in memory for the feeds.</summary>
    public long WindowBytes { get; init; } = 16 * 1024 * 1024;
}
