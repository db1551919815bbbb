using System.IO.Pipelines;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>What a client typed and the command did not read yet. A command that does not read holds its client up.</summary>
internal sealed class InputPipe
{
    private const int Capacity = 256 * 1024;

    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: Capacity, resumeWriterThreshold: Capacity / 2, useSynchronizationContext: false));
    private bool ended;

    public InputPipe() => Reader = pipe.Reader.AsStream();

    /// <summary>The command's end.</summary>
    public Stream Reader { get; }

    /// <summary>Adds input, unless nobody wants it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> data)
    {
        if (ended) return;
        var flush = await pipe.Writer.WriteAsync(data);
        if (flush.IsCompleted || flush.IsCanceled) End();
    }

    /// <summary>No more input comes.</summary>
    public void End()
    {
        ended = true;
        pipe.Writer.Complete();
    }

    /// <summary>The command is over: what comes from now on, or waits to be read, is thrown away.</summary>
    public void Discard() => pipe.Writer.CancelPendingFlush();
}
