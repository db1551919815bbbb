using System.Runtime.CompilerServices;
using DuckBus.Streaming.Spdy;

namespace DuckBus.Streaming.PortForwards;

/// <summary>A client that opens a pair of SPDY streams for each connection, as often as it likes.</summary>
internal sealed class SpdyPortForwards(SpdyConnection connection) : IPortForwardConnection
{
    /// <inheritdoc />
    public CancellationToken Closed => connection.Closed;

    /// <inheritdoc />
    public async IAsyncEnumerable<IPortForward> ForwardsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pairs = new StreamPairs();
        await foreach (var stream in connection.StreamsAsync(cancellationToken))
        {
            if (!pairs.TryAdd(stream, out var forward)) await stream.ResetAsync(cancellationToken);
            else if (forward is not null) yield return forward;
        }
    }

    /// <inheritdoc />
    public Task CloseAsync(CancellationToken cancellationToken) => connection.CloseAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
