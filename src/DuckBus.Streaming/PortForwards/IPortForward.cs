namespace DuckBus.Streaming.PortForwards;

/// <summary>One connection of a client to a port of a pod.</summary>
public interface IPortForward
{
    /// <summary>The port in the pod.</summary>
    int Port { get; }

    /// <summary>What the client sends, until it sends no more; and what it is to get.</summary>
    Stream Data { get; }

    /// <summary>The pod sends no more.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>
    /// This connection failed; the next may work. <c>kubectl</c> ends the whole session over a single message on an
    /// error stream, so over SPDY the connection is only reset, and the reason is not told.
    /// </summary>
    Task RefuseAsync(string why, CancellationToken cancellationToken);

    /// <summary>No connection will work any more; the client is told why, and will leave.</summary>
    Task FailAsync(string why, CancellationToken cancellationToken);
}
