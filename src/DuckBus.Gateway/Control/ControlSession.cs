using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json;

namespace DuckBus.Gateway.Control;

/// <summary>One control stream: lines in, lines out. A line that cannot be understood is answered, and the next one is read.</summary>
/// <param name="stream">The stream.</param>
/// <param name="router">What is asked and told to route.</param>
/// <param name="drain">Waits until a pod is left by all but the session that asks.</param>
internal sealed class ControlSession(
    Stream stream, Router router, Func<ControlSession, DrainRequest, CancellationToken, Task<int>> drain) : IDisposable
{
    private readonly ConcurrentDictionary<IPAddress, TaskCompletionSource<int>> asked = new();
    private readonly SemaphoreSlim writing = new(1, 1);

    public void Dispose() => writing.Dispose();

    /// <summary>The stream is over: nobody there has a connection any more.</summary>
    public void End()
    {
        foreach (var waiting in asked.Values) waiting.TrySetResult(0);
    }

    /// <summary>Asks the other side to say when it has left a pod.</summary>
    /// <returns>How many of its connections are in use all the same; 0 if it does not answer in time.</returns>
    public async Task<int> AskDrainAsync(DrainRequest wanted, CancellationToken cancellationToken)
    {
        try
        {
            var answer = asked.GetOrAdd(wanted.Address, _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
            await AnswerAsync(new ControlAnswer { Drain = wanted }, cancellationToken).WaitAsync(TimeSpan.FromMilliseconds(wanted.Milliseconds), cancellationToken);
            return await answer.Task.WaitAsync(TimeSpan.FromMilliseconds(wanted.Milliseconds), cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            asked.TryRemove(wanted.Address, out _);
            return 0;
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await AnswerAsync(new ControlAnswer { Applied = router.InForce }, cancellationToken);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);

            // The thread that hears of all connections has better things to do than to read tables.
            await Task.Yield();
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

        if (request is null) return;
        if (request.Drain is { } wanted) _ = DrainAsync(wanted, cancellationToken);
        else if (request.Drained is { } done && asked.TryRemove(done.Address, out var waiting)) waiting.TrySetResult(done.Open);
        else if (request.Drained is null) await AnswerAsync(new ControlAnswer { Applied = request.Table is { } table ? router.Apply(table) : router.InForce }, cancellationToken);
    }

    private async Task DrainAsync(DrainRequest wanted, CancellationToken cancellationToken)
    {
        try
        {
            var open = await drain(this, wanted, cancellationToken);
            await AnswerAsync(new ControlAnswer { Drained = new Drained(wanted.Address, open) }, cancellationToken);
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
