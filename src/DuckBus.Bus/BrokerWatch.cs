using RabbitMQ.Client;

namespace DuckBus.Bus;

/// <summary>
/// One plain AMQP connection that tells whether the broker is there: it logs in like any client, so a broker that accepts TCP
/// and is not ready yet does not count, and its end is noticed at once or by its heartbeat.
/// </summary>
internal sealed class BrokerWatch : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrokerWatch(IConnection connection)
    {
        this.connection = connection;
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        if (!connection.IsOpen) lost.TrySetResult();
    }

    /// <summary>Waits until the broker takes a connection; null when cancelled.</summary>
    /// <param name="options">Where the broker is, and how often to look.</param>
    /// <param name="time">The clock.</param>
    /// <param name="absent">Told why each try failed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BrokerWatch?> WaitForAsync(
        BusOptions options, TimeProvider time, Action<string> absent, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Uri,
            ClientProvidedName = "duckbus watch",
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(2),
            HandshakeContinuationTimeout = TimeSpan.FromSeconds(2),
        };
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                return new BrokerWatch(await factory.CreateConnectionAsync(cancellationToken));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (cancellationToken.IsCancellationRequested) break;
                absent((e.InnerException ?? e).Message);
                await Task.Delay(options.Probe, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

        return null;
    }

    /// <summary>Completes when the connection is lost, or when cancelled.</summary>
    public Task LostAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(lost.Task, Task.Delay(Timeout.Infinite, cancellationToken));

    /// <summary>Says goodbye. A broker that is deaf gets a second, and whoever waits here no longer than two.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync().WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (TimeoutException)
        {
            // The connection ends in the background, by its heartbeat at the latest.
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await connection.CloseAsync(200, "", TimeSpan.FromSeconds(1), abort: true, CancellationToken.None);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
