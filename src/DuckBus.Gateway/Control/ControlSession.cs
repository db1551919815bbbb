using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace DuckBus.Gateway.Control;

/// <summary>One control stream: lines in, lines out. A line that cannot be understood is answered, and the next one is read.</summary>
internal sealed class ControlSession(Stream stream, Router router) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1, 1);

    public void Dispose() => writing.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await AnswerAsync(new ControlAnswer { Applied = router.InForce }, cancellationToken);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                await TakeAsync(buffer.Slice(0, end), cancellationToken);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private async Task TakeAsync(ReadOnlySequence<byte> line, CancellationToken cancellationToken)
    {
        ControlRequest? request;
        try
        {
            request = ControlProtocol.ReadRequest(line);
        }
        catch (JsonException e)
        {
            await AnswerAsync(new ControlAnswer { Problem = e.Message }, cancellationToken);
            return;
        }

        if (request?.Table is { } table)
            await AnswerAsync(new ControlAnswer { Applied = router.Apply(table) }, cancellationToken);
        if (request?.Drain is { } drain)
            _ = DrainAsync(drain, cancellationToken);
    }

    private async Task DrainAsync(DrainRequest drain, CancellationToken cancellationToken)
    {
        try
        {
            var open = await router.DrainAsync(drain.Address, TimeSpan.FromMilliseconds(drain.Milliseconds), cancellationToken);
            await AnswerAsync(new ControlAnswer { Drained = new Drained(drain.Address, open) }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for the answer any more.
        }
    }

    private async Task AnswerAsync(ControlAnswer answer, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(ControlProtocol.Line(answer), cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }
}
