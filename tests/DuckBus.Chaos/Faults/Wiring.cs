using System.Collections.Concurrent;

namespace DuckBus.Chaos.Faults;

/// <summary>The proxies between the parts and the servers that they use.</summary>
public sealed class Wiring : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TcpProxy> proxies = new(StringComparer.Ordinal);

    /// <summary>The connections, as <c>part>server</c>.</summary>
    public IReadOnlyList<string> Links => [.. proxies.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The proxy of a connection.</summary>
    public TcpProxy this[string link] => proxies[link];

    /// <summary>The port by which a part reaches a server that listens on a port.</summary>
    public int Via(string part, string server, int port) => proxies.GetOrAdd($"{part}>{server}", _ => TcpProxy.Start(port)).Port;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in proxies.Values) await proxy.DisposeAsync();
    }
}
