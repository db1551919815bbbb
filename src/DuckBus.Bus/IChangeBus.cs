namespace DuckBus.Bus;

/// <summary>
/// The way changes travel between parts. Losing it costs speed, never correctness. The implementation watches the broker
/// by itself and is connected again within seconds of its return.
/// </summary>
public interface IChangeBus : IAsyncDisposable
{
    /// <summary>Starts to connect, and goes on trying in the background. Never waits for the broker.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Whether the broker is reachable now. Always true for the in-memory bus.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Raised, from any thread, when <see cref="IsConnected"/> turns true or false; with true also when a subscription hears of changes only from
    /// now on, though the bus has been connected for a while.
    /// </summary>
    event Action<bool>? ConnectionChanged;

    /// <summary>Publishes changes in order. Returns when the broker has taken them all.</summary>
    /// <exception cref="BusUnavailableException">The broker is gone or did not answer in time; some may have been taken.</exception>
    Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Delivers what matches the topics to the handler, one change after the other, in the order of arrival, until the
    /// subscription is disposed. Works before the broker is there and across its restarts; changes published meanwhile are lost to it.
    /// </summary>
    /// <param name="name">A name for the queue, for people who look at the broker: <c>scheduler</c>, <c>kubelet.node-1</c>.</param>
    /// <param name="topics">What to listen to.</param>
    /// <param name="handler">Called for each change; it must be quick and must not throw.</param>
    /// <param name="cancellationToken">Gives up subscribing.</param>
    Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken);
}
