using System.Net.Sockets;
using DuckBus.Store.Postgres;
using Npgsql;

namespace DuckBus.Store.Tests.Postgres;

public sealed class PostgresErrorsTests
{
    // Who asks at the moment of its death is told in one of these ways.
    public static TheoryData<Exception> Deaths =>
    [
        new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused)),
        new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer")),
        new NpgsqlException("Exception while reading from stream", new TimeoutException()),
        new PostgresException("terminating connection due to unexpected postmaster exit", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown),
        new PostgresException("the database system is starting up", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow),
    ];

    [Theory]
    [MemberData(nameof(Deaths))]
    public void However_a_server_dies_it_is_asked_whether_it_runs(Exception death) => PostgresErrors.Explain(death).ShouldContain("is it running");
}
