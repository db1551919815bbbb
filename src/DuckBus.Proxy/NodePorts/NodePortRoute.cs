using System.Net;
using DuckBus.Gateway.Tables;

namespace DuckBus.Proxy.NodePorts;

/// <summary>A port of the node that leads to a service.</summary>
/// <param name="Service">The service, as <c>default/web</c>.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">The port of the node.</param>
/// <param name="ServiceAddress">The same port of the service in the cluster.</param>
/// <param name="Endpoints">Where new connections go.</param>
/// <param name="AffinitySeconds">How long a client comes to the same endpoint; null for no affinity.</param>
internal sealed record NodePortRoute(
    string Service, TransportProtocol Protocol, int Port, IPEndPoint ServiceAddress, IReadOnlyList<IPEndPoint> Endpoints, int? AffinitySeconds);
