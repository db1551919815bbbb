using System.Net.Sockets;
using System.Text;
using DuckBus.Kubelet.Docker;
using DuckBus.Testing;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A real engine that some calls never reach: it takes them and says nothing, as dockerd does when its networks are in a deadlock.</summary>
internal sealed class DeafEngine : IAsyncDisposable
{
    private readonly PrivateDirectory directory = PrivateDirectory.Create("deaf");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource stop = new();
    private readonly DockerEndpoint real;
    private readonly Task running;
    private int swallowed;

    public DeafEngine(DockerEndpoint real)
    {
        this.real = real;
        Endpoint = DockerEndpoint.Parse($"unix://{directory["docker.sock"]}");
        listener.Bind(new UnixDomainSocketEndPoint(Endpoint.SocketPath!));
        listener.Listen();
        running = AcceptAsync();
    }

    public DockerEndpoint Endpoint { get; }

    /// <summary>Whether it is deaf to a call, by its first line: <c>GET /v1.41/networks?filters=… HTTP/1.1</c>.</summary>
    public Func<string, bool> IsDeafTo { get; set; } = _ => false;

    /// <summary>How many calls it has taken and not answered.</summary>
    public int Swallowed => swallowed;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        directory.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        while (!stop.IsCancellationRequested)
            try
            {
                all.Add(ServeAsync(await listener.AcceptAsync(stop.Token)));
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(all);
            }
    }

    private async Task ServeAsync(Socket accepted)
    {
        using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            await using var engine = await DockerSocket.ConnectAsync(real, stop.Token);
            await Task.WhenAny(HearAsync(client, engine), engine.CopyToAsync(client, stop.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two hung up.
        }
    }

    private async Task HearAsync(NetworkStream client, Stream engine)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, stop.Token) is > 0 and var length)
        {
            // A client writes the head of a call at once, and the next one only when this one is answered.
            if (IsDeafTo(Encoding.ASCII.GetString(buffer, 0, length).Split('\r')[0]))
            {
                Interlocked.Increment(ref swallowed);
                await client.CopyToAsync(Stream.Null, stop.Token);
                return;
            }

            await engine.WriteAsync(buffer.AsMemory(0, length), stop.Token);
        }
    }
}
