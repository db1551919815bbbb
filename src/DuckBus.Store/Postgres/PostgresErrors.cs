using System.Net.Sockets;
using Npgsql;

namespace DuckBus.Store.Postgres;

/// <summary>Says in words what PostgreSQL and the network say in codes.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether a value in a statement, and not the database, is at fault: data exceptions and program limits.</summary>
    public static bool IsBadValue(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("54", StringComparison.Ordinal);

    /// <summary>What is wrong and the way out, in one line.</summary>
    public static string Explain(Exception cause) => cause switch
    {
        PostgresException e => $"{e.MessageText}{WayOut(e.SqlState)}",
        NpgsqlException { InnerException: SocketException e } => $"{e.Message}: is it running, and are host and port right?",
        NpgsqlException { InnerException: TimeoutException } => "no answer in time: is it running, and are host and port right?",
        NpgsqlException { InnerException: IOException e } => $"the connection broke: {e.Message}: is it running?",
        SocketException e => $"{e.Message}: is it running, and are host and port right?",
        _ => cause.Message.ReplaceLineEndings(" "),
    };

    private static string WayOut(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => ": create it with createdb, or name another in the connection string",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            ": check user name and password in the connection string",
        PostgresErrorCodes.InsufficientPrivilege => ": the user needs the right to create a schema in this database",
        PostgresErrorCodes.TooManyConnections => ": raise max_connections",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => ": is it running?",
        PostgresErrorCodes.DiskFull => ": free some disk space",
        PostgresErrorCodes.ReadOnlySqlTransaction => ": this is a standby, name the primary in the connection string",
        _ => "",
    };
}
