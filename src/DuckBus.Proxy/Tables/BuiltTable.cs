using System.Net;
using System.Text;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Proxy.NodePorts;

namespace DuckBus.Proxy.Tables;

/// <summary>What a proxy makes of services and slices.</summary>
/// <param name="Table">What the gateway is to do.</param>
/// <param name="NodePorts">What is listened on at the nodes.</param>
/// <param name="Leaving">The addresses that are on their way out wherever they are listed.</param>
internal sealed record BuiltTable(RoutingTable Table, IReadOnlyList<NodePortRoute> NodePorts, IReadOnlySet<IPAddress> Leaving)
{
    /// <summary>Before anything is known.</summary>
    public static BuiltTable Empty { get; } = new(new RoutingTable(), [], new HashSet<IPAddress>());

    /// <summary>
    /// Whether the pod gets no new connections, or only because nobody else is left: then there is nothing to wait for.
    /// </summary>
    public bool HasLeft(IPAddress pod) =>
        Leaving.Contains(pod) || !Table.Services.Any(service => service.Ports.Any(port => port.Endpoints.Any(endpoint => endpoint.Address.Equals(pod))));

    /// <summary>Whether the other says the same, at whatever revision.</summary>
    public bool IsSameAs(BuiltTable other) => Leaving.SetEquals(other.Leaving) && Content().SequenceEqual(other.Content());

    private IEnumerable<string> Content() =>
    [
        Encoding.UTF8.GetString(ControlProtocol.Line(new ControlRequest { Table = Table with { Revision = new TableRevision(0, 0) } })),
        .. NodePorts.Select(route => $"{route.Service} {route.Protocol} {route.Port} {route.ServiceAddress} {route.AffinitySeconds} {string.Join(',', route.Endpoints)}"),
    ];
}
