using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DuckBus.Chaos.Faults;

/// <summary>The proxies between the parts and the servers that they use.</summary>
public sealed class Wiring : IAsyncDisposable
{
    private static readonly IPAddress AnotherLoopback = IPAddress.Parse("127.0.1.1");

    private readonly ConcurrentDictionary<string, TcpProxy> proxies = new(StringComparer.Ordinal);

    /// <summary>The connections, as <c>part>server</c>.</summary>
    public IReadOnlyList<string> Links => [.. proxies.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The proxy of a connection.</summary>
    public TcpProxy this[string link] => proxies[link];

    /// <summary>The port by which a part reaches a server that listens on a port.</summary>
    public int Via(string part, string server, int port) => proxies.GetOrAdd($"{part}>{server}", _ => TcpProxy.Start(port)).Port;

    /// <summary>The address by which a part reaches an engine.</summary>
    public Uri ToEngine(string part, Uri engine)
    {
        EndPoint target = engine.Scheme == "unix" ? new UnixDomainSocketEndPoint(engine.AbsolutePath) : new IPEndPoint(IPAddress.Loopback, engine.Port);
        return new Uri($"tcp://127.0.0.1:{proxies.GetOrAdd($"{part}>docker", _ => TcpProxy.Start(target)).Port}");
    }

    /// <summary>The address by which API servers reach a node: another one of this machine, where the port of its kubelet is free, too.</summary>
    public IPAddress ToNode(string node, int port)
    {
        proxies.GetOrAdd($"apiservers>{node}", _ => TcpProxy.Start(new IPEndPoint(AnotherLoopback, port), new IPEndPoint(IPAddress.Loopback, port)));
        return AnotherLoopback;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in proxies.Values) await proxy.DisposeAsync();
    }
}
