using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway;
using DuckBus.Gateway.Forwarding;
using DuckBus.Gateway.Tables;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy.NodePorts;

/// <summary>Listens on the node ports that it can have. Of several nodes on one machine the first has a port, and another takes over when that goes.</summary>
/// <param name="host">The gateway, for when the pods' network is out of reach.</param>
/// <param name="isDirect">Whether the pods' network is in reach.</param>
/// <param name="alone">Whether all nodes of this machine are in this process.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Log lines.</param>
internal sealed class NodePortListeners(IGatewayHost host, Func<bool> isDirect, bool alone, TimeProvider time, ILogger log) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Connections connections = new(time);
    private readonly Dictionary<(TransportProtocol Protocol, int Port), OpenPort> open = [];
    private readonly HashSet<(TransportProtocol Protocol, int Port)> taken = [];
    private IReadOnlyList<NodePortRoute> wanted = [];

    /// <summary>Takes what is to be listened on from now on. Connections in flight are not touched.</summary>
    public void Apply(IReadOnlyList<NodePortRoute> routes)
    {
        lock (gate)
        {
            wanted = routes;
            var keys = routes.Where(route => route.Endpoints.Count > 0).Select(KeyOf).ToHashSet();
            foreach (var gone in open.Keys.Where(key => !keys.Contains(key)).ToList())
            {
                open.Remove(gone, out var port);
                port!.Forwarder.Dispose();
            }

            taken.IntersectWith(keys);
            foreach (var route in routes.Where(route => route.Endpoints.Count > 0)) Listen(route);
        }
    }

    /// <summary>Tries again what somebody else had.</summary>
    public void Retry() => Apply(wanted);

    /// <summary>Waits until no connection to a pod is in use, but not longer than that.</summary>
    /// <returns>How many are in use all the same.</returns>
    public Task<int> DrainAsync(IPAddress pod, TimeSpan atMost, CancellationToken cancellationToken) =>
        connections.DrainAsync(pod, atMost, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var port in open.Values) port.Forwarder.Dispose();
            open.Clear();
            wanted = [];
        }
    }

    private void Listen(NodePortRoute route)
    {
        var key = KeyOf(route);
        if (open.TryGetValue(key, out var known) && known.ServiceAddress.Equals(route.ServiceAddress))
        {
            known.Balancer.Update(route.Endpoints, route.AffinitySeconds);
            known.Forwarder.EndpointsChanged();
            return;
        }

        known?.Forwarder.Dispose();
        var balancer = new Balancer(time);
        balancer.Update(route.Endpoints, route.AffinitySeconds);
        try
        {
            open[key] = new OpenPort(route.ServiceAddress, balancer, Forwarder(route, balancer));
            taken.Remove(key);
            log.LogInformation("✓ {Service}: node port {Port} is open", route.Service, route.Port);
        }
        catch (SocketException e)
        {
            open.Remove(key);
            if (!taken.Add(key)) return;
            if (alone)
                log.LogWarning("⚠ {Service}: node port {Port} cannot be listened on: {Reason}; trying again at each resync", route.Service, route.Port, e.Message);
            else
                log.LogDebug("{Service}: node port {Port} is another node's on this machine ({Reason}); waiting for it", route.Service, route.Port, e.Message);
        }
    }

    private IForwarder Forwarder(NodePortRoute route, Balancer balancer)
    {
        if (route.Protocol == TransportProtocol.Udp) return OnAllAddresses(route.Port, address => new UdpForwarder(address, balancer, time));
        var direct = new TcpRelay(balancer, connections);
        var dialed = new DialedRelay(host, route.ServiceAddress);
        return OnAllAddresses(route.Port, address => new TcpAcceptor(address, client => isDirect() ? direct.ServeAsync(client) : dialed.ServeAsync(client)));
    }

    private static IForwarder OnAllAddresses(int port, Func<IPEndPoint, IForwarder> listen)
    {
        try
        {
            return listen(new IPEndPoint(IPAddress.IPv6Any, port));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable)
        {
            return listen(new IPEndPoint(IPAddress.Any, port));
        }
    }

    private static (TransportProtocol Protocol, int Port) KeyOf(NodePortRoute route) => (route.Protocol, route.Port);

    private sealed record OpenPort(IPEndPoint ServiceAddress, Balancer Balancer, IForwarder Forwarder);
}
