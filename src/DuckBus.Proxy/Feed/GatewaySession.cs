using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;

namespace DuckBus.Proxy.Feed;

/// <summary>A control stream to the gateway, while it lasts.</summary>
/// <param name="stream">The stream; the session disposes it.</param>
/// <param name="drain">Leaves a pod that another proxy drains; answers how many connections are in use all the same.</param>
internal sealed class GatewaySession(Stream stream, Func<DrainRequest, CancellationToken, Task<int>> drain) : IAsyncDisposable
{
    private const int MostWords = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentQueue<TaskCompletionSource<Applied>> tables = new();
    private readonly ConcurrentDictionary<IPAddress, TaskCompletionSource<int>> drains = new();
    private bool greeted;

    /// <summary>Reads answers until the stream ends.</summary>
    /// <exception cref="IOException">It broke, or the other side speaks otherwise.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    Take(Answer(buffer.Slice(0, end)), cancellationToken);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (read.IsCompleted) throw new IOException(buffer.IsEmpty ? "the gateway ended the control stream" : Reproach(buffer));
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            var broken = new IOException("the control stream is over");
            while (tables.TryDequeue(out var waiting)) waiting.TrySetException(broken);
            foreach (var waiting in drains.Values) waiting.TrySetResult(0);
        }
    }

    /// <summary>Sends a table.</summary>
    /// <returns>What is in force then.</returns>
    /// <exception cref="IOException">There is no answer.</exception>
    public Task<Applied> ApplyAsync(RoutingTable table, CancellationToken cancellationToken) =>
        AskAsync(new ControlRequest { Table = table }, cancellationToken);

    /// <summary>Asks what is in force.</summary>
    /// <exception cref="IOException">There is no answer.</exception>
    public Task<Applied> InForceAsync(CancellationToken cancellationToken) => AskAsync(new ControlRequest(), cancellationToken);

    /// <summary>Completes when no connection to the pod is in use, at the gateway and at other proxies, or the time is over.</summary>
    /// <returns>How many are in use all the same.</returns>
    public async Task<int> DrainAsync(IPAddress pod, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var answer = drains.GetOrAdd(pod, _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        await WriteAsync(new ControlRequest { Drain = new DrainRequest(pod, (int)atMost.TotalMilliseconds) }, cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        writing.Dispose();
    }

    private async Task<Applied> AskAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<Applied>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await WriteAsync(request, cancellationToken, () => tables.Enqueue(answer)).WaitAsync(Patience, cancellationToken);
            return await answer.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new IOException($"the gateway has not answered for {Patience.TotalSeconds:0} s", e);
        }
    }

    private static ControlAnswer? Answer(ReadOnlySequence<byte> line)
    {
        try
        {
            return ControlProtocol.ReadAnswer(line);
        }
        catch (JsonException e)
        {
            throw new IOException(Reproach(line), e);
        }
    }

    // An engine that cannot run the command in the gateway's container says so where the gateway's answers come.
    private static string Reproach(ReadOnlySequence<byte> said)
    {
        var words = Encoding.UTF8.GetString(said.Slice(0, Math.Min(said.Length, MostWords))).Trim();
        return words.StartsWith('{') ? $"the gateway answers what nobody understands: {words}" : $"it cannot be talked to: {words}";
    }

    // Answers to tables come in the order in which these were sent.
    private async Task WriteAsync(ControlRequest request, CancellationToken cancellationToken, Action? sending = null)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            sending?.Invoke();
            await stream.WriteAsync(ControlProtocol.Line(request), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    private void Take(ControlAnswer? answer, CancellationToken cancellationToken)
    {
        // The first line comes unasked; it says that somebody is there.
        if (answer?.Applied is not null && !greeted) greeted = true;
        else if (answer?.Applied is { } inForce && tables.TryDequeue(out var waiting)) waiting.TrySetResult(inForce);
        else if (answer?.Drained is { } done && drains.TryRemove(done.Address, out var drained)) drained.TrySetResult(done.Open);
        else if (answer?.Drain is { } wanted) _ = LeaveAsync(wanted, cancellationToken);
        else if (answer?.Problem is { } problem) throw new IOException($"the gateway did not understand: {problem}");
    }

    private async Task LeaveAsync(DrainRequest wanted, CancellationToken cancellationToken)
    {
        try
        {
            var open = await drain(wanted, cancellationToken);
            await WriteAsync(new ControlRequest { Drained = new Drained(wanted.Address, open) }, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asked does not wait for ever.
        }
    }
}
