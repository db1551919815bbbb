namespace DuckBus.Streaming.PortForwards;

/// <summary>One client of <c>port-forward</c>, whichever protocol carries its connections.</summary>
public interface IPortForwardConnection : IAsyncDisposable
{
    /// <summary>Fires when the client is gone.</summary>
    CancellationToken Closed { get; }

    /// <summary>The connections, as the client makes them.</summary>
    IAsyncEnumerable<IPortForward> ForwardsAsync(CancellationToken cancellationToken);

    /// <summary>Tells the client that nothing more comes, and waits a little for it to leave.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
