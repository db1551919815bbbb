using DuckBus.Streaming;

namespace DuckBus.Kubelet.Docker.Streams;

/// <summary>
/// The connection to a process that may have ended before. The engine says nothing to a client that attaches at the wrong moment,
/// neither bytes nor an end: after the process, silence is the end.
/// </summary>
/// <param name="inner">The connection.</param>
/// <param name="ended">Completes when the process has ended.</param>
/// <param name="silence">How long the last output may take to come.</param>
internal sealed class MortalStream(Stream inner, Task ended, TimeSpan silence) : UnseekableStream
{
    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = inner.ReadAsync(buffer, limit.Token).AsTask();
        if (await Task.WhenAny(reading, ended) == ended) limit.CancelAfter(silence);
        try
        {
            return await reading;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);
}
