using System.Text;
using DuckBus.Streaming.Spdy;

namespace DuckBus.Streaming.PortForwards;

/// <summary>A connection as a pair of SPDY streams.</summary>
internal sealed class SpdyPortForward(int port, SpdyStream data, SpdyStream error) : IPortForward
{
    /// <inheritdoc />
    public int Port => port;

    /// <inheritdoc />
    public Stream Data => data;

    /// <inheritdoc />
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await data.CompleteAsync(cancellationToken);
        await error.CompleteAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task RefuseAsync(string why, CancellationToken cancellationToken)
    {
        await error.CompleteAsync(cancellationToken);
        await data.ResetAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task FailAsync(string why, CancellationToken cancellationToken)
    {
        await error.WriteAsync(Encoding.UTF8.GetBytes(why), cancellationToken);
        await CompleteAsync(cancellationToken);
    }
}
