using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Dns;
using DuckBus.Gateway.Forwarding;
using DuckBus.Gateway.Tables;

namespace DuckBus.Gateway;

/// <summary>Puts tables in force: what is listened on, where it goes, which names are answered. Connections in flight are not touched.</summary>
internal sealed class Router(GatewayOptions options, NameService names, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<PortKey, OpenPort> ports = [];
    private readonly Connections connections = new(time);
    private NameServer? nameServer;
    private Applied inForce = new("", new TableRevision(0, 0), []);

    /// <summary>What is in force.</summary>
    public Applied InForce
    {
        get { lock (gate) return inForce; }
    }

    /// <summary>Takes a table, unless a newer one of the same cluster is in force.</summary>
    /// <returns>What is in force now.</returns>
    public Applied Apply(RoutingTable table)
    {
        lock (gate)
        {
            if (table.Origin == inForce.Origin && table.Revision.IsOlderThan(inForce.Revision)) return inForce;
            names.Zone = new DnsZone(table);
            return inForce = new Applied(table.Origin, table.Revision, [.. ApplyPorts(table), .. ApplyNames(table.DnsAddress)]);
        }
    }

    /// <summary>Waits until no connection to a pod is in use, but not longer than that.</summary>
    /// <returns>How many are in use all the same.</returns>
    public Task<int> DrainAsync(IPAddress pod, TimeSpan atMost, CancellationToken cancellationToken) =>
        connections.DrainAsync(pod, atMost, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var port in ports.Values) port.Forwarder.Dispose();
            ports.Clear();
            nameServer?.Dispose();
        }
    }

    // A port with nothing behind it is not listened on: the kernel then refuses at once, as a Service without endpoints should.
    private List<string> ApplyPorts(RoutingTable table)
    {
        var problems = new List<string>();
        var wanted = (
            from service in table.Services
            where service.Address is not null
            from port in service.Ports
            where port.Endpoints.Count > 0
            select (Key: new PortKey(port.Protocol, new IPEndPoint(service.Address!, port.Port)), service, port)).ToList();

        foreach (var gone in ports.Keys.Except(wanted.Select(entry => entry.Key)).ToList())
        {
            ports.Remove(gone, out var port);
            port!.Forwarder.Dispose();
        }

        foreach (var (key, service, port) in wanted)
        {
            try
            {
                Open(key, port.Endpoints, service.AffinitySeconds);
            }
            catch (SocketException e)
            {
                problems.Add($"{service.Namespace}/{service.Name}: {key} cannot be listened on: {e.Message}");
            }
        }

        return problems;
    }

    private IEnumerable<string> ApplyNames(IPAddress? address)
    {
        if (Equals(nameServer?.Address.Address, address)) return [];
        nameServer?.Dispose();
        nameServer = null;
        if (address is null) return [];
        try
        {
            nameServer = new NameServer(new IPEndPoint(address, options.DnsPort), names);
            return [];
        }
        catch (SocketException e)
        {
            return [$"names cannot be answered at {address}: {e.Message}"];
        }
    }

    private void Open(PortKey key, IReadOnlyList<IPEndPoint> endpoints, int? affinitySeconds)
    {
        if (ports.TryGetValue(key, out var open))
        {
            open.Balancer.Update(endpoints, affinitySeconds);
            open.Forwarder.EndpointsChanged();
            return;
        }

        var balancer = new Balancer(time);
        balancer.Update(endpoints, affinitySeconds);
        ports[key] = new OpenPort(balancer, key.Protocol == TransportProtocol.Tcp
            ? new TcpAcceptor(key.Address, new TcpRelay(balancer, connections).ServeAsync)
            : new UdpForwarder(key.Address, balancer, time));
    }

    private sealed record PortKey(TransportProtocol Protocol, IPEndPoint Address)
    {
        public override string ToString() => $"{(Protocol == TransportProtocol.Tcp ? "tcp" : "udp")} {Address}";
    }

    private sealed record OpenPort(Balancer Balancer, IForwarder Forwarder);
}
