using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;

namespace DuckBus.Kubelet.Docker;

/// <summary>Opens connections to an engine: a unix socket, TCP, or a Windows pipe.</summary>
internal static class DockerSocket
{
    /// <summary>How long an engine may take to accept a connection.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>An HTTP client of the engine.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="connected">Is given each connection that the client opens.</param>
    public static HttpClient Client(DockerEndpoint endpoint, Action<Stream>? connected = null) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var stream = await ConnectAsync(endpoint, cancellationToken);
            connected?.Invoke(stream);
            return stream;
        },
        ConnectTimeout = ConnectTimeout,
        ActivityHeadersPropagator = null,
        UseProxy = false,
    })
    {
        BaseAddress = endpoint.Tcp ?? new Uri("http://docker/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>A connection to an engine.</summary>
    public static async ValueTask<Stream> ConnectAsync(DockerEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.PipeName is { } name)
        {
            var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(ConnectTimeout, cancellationToken);
            return pipe;
        }
        if (endpoint.SocketPath is { } path && !Path.Exists(path))
            throw new FileNotFoundException("no such socket", path);

        EndPoint target = endpoint.SocketPath is { } socketPath
            ? new UnixDomainSocketEndPoint(socketPath)
            : new DnsEndPoint(endpoint.Tcp!.Host, endpoint.Tcp.Port);
        var socket = target is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
