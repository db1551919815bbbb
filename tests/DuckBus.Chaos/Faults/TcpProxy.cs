using System.Net;
using System.Net.Sockets;

namespace DuckBus.Chaos.Faults;

/// <summary>Stands between a part and a server of this machine, and can be slow, deaf or dead.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private static readonly TimeSpan UsualDelay = TimeSpan.FromMilliseconds(200);

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<ProxiedConnection> open = [];
    private readonly EndPoint target;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task accepting = Task.CompletedTask;

    private TcpProxy(IPEndPoint here, EndPoint target)
    {
        listener = new TcpListener(here);
        this.target = target;
    }

    /// <summary>How long bytes take each way while it is slow.</summary>
    public TimeSpan Delay { get; set; } = UsualDelay;

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How it behaves now.</summary>
    public LinkMode Mode { get; private set; }

    /// <summary>How many connections are open.</summary>
    public int Connections
    {
        get { lock (open) return open.Count; }
    }

    /// <summary>How many connections there have been.</summary>
    public int Accepted { get; private set; }

    /// <summary>How often it was felt that it does not behave: bytes that had to wait, connections that were reset.</summary>
    public int Felt { get; private set; }

    /// <summary>Starts one for a port on loopback.</summary>
    public static TcpProxy Start(int target) => Start(new IPEndPoint(IPAddress.Loopback, target));

    /// <summary>Starts one for a server that listens on a port or on a socket of the file system.</summary>
    public static TcpProxy Start(EndPoint target) => Start(new IPEndPoint(IPAddress.Loopback, 0), target);

    /// <summary>Starts one that listens where it is told to.</summary>
    public static TcpProxy Start(IPEndPoint here, EndPoint target)
    {
        var proxy = new TcpProxy(here, target);
        proxy.listener.Start();
        proxy.accepting = Task.Run(proxy.AcceptAsync);
        return proxy;
    }

    /// <summary>Behaves differently from now on.</summary>
    public void Become(LinkMode mode)
    {
        lock (open)
        {
            var before = Mode;
            Mode = mode;
            if (mode == LinkMode.Cut || before == LinkMode.LoseAnswers)
                foreach (var connection in open)
                {
                    connection.Reset();
                    Felt++;
                }

            var told = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            told.SetResult();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Become(LinkMode.Cut);
        await accepting;
        stop.Dispose();
    }

    /// <summary>Waits as long as bytes of this direction have to wait.</summary>
    internal async Task HoldAsync(bool answer)
    {
        while (true)
        {
            Task change;
            lock (open)
            {
                ObjectDisposedException.ThrowIf(Mode == LinkMode.Cut, this);
                if (Mode is LinkMode.Slow or LinkMode.Stall || (Mode == LinkMode.LoseAnswers && answer)) Felt++;
                if (Mode is LinkMode.Pass or LinkMode.Slow || (Mode == LinkMode.LoseAnswers && !answer)) break;
                change = changed.Task;
            }

            await change;
        }

        if (Mode == LinkMode.Slow) await Task.Delay(Delay);
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new ProxiedConnection(this, client, target);
        lock (open)
        {
            Accepted++;
            if (Mode == LinkMode.Cut)
            {
                connection.Reset();
                Felt++;
            }
            else
            {
                open.Add(connection);
            }
        }

        await connection.RunAsync();
        lock (open) open.Remove(connection);
    }
}
