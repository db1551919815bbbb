using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Control;

/// <summary>Takes control streams, any number at a time.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<ControlSession, bool> sessions = new();
    private readonly Router router;
    private readonly Task running;

    public ControlServer(IPEndPoint address, Router router)
    {
        this.router = router;
        listener.Bind(address);
        listener.Listen();
        Address = (IPEndPoint)listener.LocalEndPoint!;
        running = Task.Run(AcceptAsync);
    }

    public IPEndPoint Address { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var socket = await listener.AcceptAsync(stop.Token);
            _ = Task.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var session = new ControlSession(stream, router, DrainAsync);
        sessions[session] = true;
        try
        {
            await session.RunAsync(stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side went away, or this one does.
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"gateway: a control stream failed: {e}");
        }
        finally
        {
            sessions.TryRemove(session, out _);
            session.End();
        }
    }

    // The connections through the services are known here, those through node ports to the nodes.
    private async Task<int> DrainAsync(ControlSession asker, DrainRequest drain, CancellationToken cancellationToken)
    {
        var others = sessions.Keys.Where(session => session != asker).Select(session => session.AskDrainAsync(drain, cancellationToken));
        var open = await Task.WhenAll([router.DrainAsync(drain.Address, TimeSpan.FromMilliseconds(drain.Milliseconds), cancellationToken), .. others]);
        return open.Sum();
    }
}
