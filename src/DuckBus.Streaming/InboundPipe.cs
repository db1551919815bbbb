using System.IO.Pipelines;

namespace DuckBus.Streaming;

/// <summary>What came from a client and was not read yet. Who does not read holds the client up.</summary>
internal sealed class InboundPipe
{
    private readonly Pipe pipe;
    private bool ended;

    /// <summary>A pipe that holds the client up when it has this many bytes.</summary>
    public InboundPipe(int capacity)
    {
        pipe = new Pipe(new PipeOptions(pauseWriterThreshold: capacity, resumeWriterThreshold: capacity / 2, useSynchronizationContext: false));
        Reader = pipe.Reader.AsStream();
    }

    /// <summary>The reader's end.</summary>
    public Stream Reader { get; }

    /// <summary>Adds what came, unless nobody wants it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> data)
    {
        if (ended) return;
        var flush = await pipe.Writer.WriteAsync(data);
        if (flush.IsCompleted || flush.IsCanceled) End();
    }

    /// <summary>Nothing more comes; <paramref name="failure"/> says why, if it should have.</summary>
    public void End(Exception? failure = null)
    {
        ended = true;
        pipe.Writer.Complete(failure);
    }

    /// <summary>Nobody reads any more: what comes from now on, or waits for room, is thrown away.</summary>
    public void Discard() => pipe.Writer.CancelPendingFlush();
}
