using System.Net;
using DuckBus.Gateway.Tables;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Proxy.NodePorts;

namespace DuckBus.Proxy.Tables;

/// <summary>Makes a routing table of services and slices. Pure: the same objects make the same table, in whatever order they come.</summary>
/// <param name="options">The domain, the name server and the nodes of this process.</param>
internal sealed class TableBuilder(ProxyOptions options)
{
    private const int DefaultAffinitySeconds = 10_800;
    private readonly RoutedEndpoints routedEndpoints = new(options.Range);

    /// <summary>The table.</summary>
    /// <param name="services">All services.</param>
    /// <param name="slices">All slices.</param>
    /// <param name="revision">How much of the cluster's history they are.</param>
    public BuiltTable Build(IEnumerable<Service> services, IReadOnlyCollection<EndpointSlice> slices, TableRevision revision)
    {
        var slicesOf = slices
            .Where(slice => slice.AddressType is "IPv4" && slice.Metadata.DeletionTimestamp is null)
            .ToLookup(slice => (slice.Metadata.Namespace, slice.Metadata.Labels?.GetValueOrDefault(EndpointSlice.ServiceNameLabel)));
        var routed = services
            .OrderBy(service => service.Metadata.Namespace, StringComparer.Ordinal)
            .ThenBy(service => service.Metadata.Name, StringComparer.Ordinal)
            .Select(service => (Service: service, Slices: slicesOf[(service.Metadata.Namespace, service.Metadata.Name)].ToList()))
            .ToList();
        var table = new RoutingTable
        {
            Origin = routed.Select(each => each.Service.Metadata).FirstOrDefault(each => each is { Namespace: "default", Name: "kubernetes" })?.Uid ?? "",
            Revision = revision,
            ClusterDomain = options.ClusterDomain,
            DnsAddress = options.Range.Dns,
            Services = [.. routed.Select(each => Route(each.Service, each.Slices))],
        };
        return new BuiltTable(table, [.. routed.SelectMany(each => NodePorts(each.Service, each.Slices))], Leaving(slices));
    }

    private ServiceRoute Route(Service service, List<EndpointSlice> slices)
    {
        var route = new ServiceRoute
        {
            Namespace = service.Metadata.Namespace ?? "",
            Name = service.Metadata.Name ?? "",
        };
        if (service.Spec.Type == "ExternalName") return route with { ExternalName = service.Spec.ExternalName };
        var address = AddressOf(service);
        var hosts = address is null ? Hosts(service, slices) : [];
        var all = service.Spec.PublishNotReadyAddresses == true;
        return route with
        {
            Address = address,
            AffinitySeconds = AffinityOf(service),
            Hosts = hosts,
            Ports =
            [
                .. from port in PortsOf(service)
                   let endpoints = routedEndpoints.Of(port, address is null && all ? slices.Select(Published) : slices)
                   select new PortRoute
                   {
                       Name = port.Name,
                       Protocol = ProtocolOf(port),
                       Port = port.Port ?? 0,
                       Endpoints = address is null ? [.. endpoints.Where(endpoint => hosts.Any(host => host.Address.Equals(endpoint.Address)))] : endpoints,
                   },
            ],
        };
    }

    private IEnumerable<NodePortRoute> NodePorts(Service service, List<EndpointSlice> slices) =>
        from port in service.Spec.Type is "NodePort" or "LoadBalancer" ? PortsOf(service) : []
        where port.NodePort is > 0 && AddressOf(service) is not null
        let nodes = service.Spec.ExternalTrafficPolicy == "Local" ? options.Nodes : null
        select new NodePortRoute(
            $"{service.Metadata.Namespace}/{service.Metadata.Name}", ProtocolOf(port), port.NodePort ?? 0,
            new IPEndPoint(AddressOf(service)!, port.Port ?? 0), routedEndpoints.Of(port, slices, nodes), AffinityOf(service));

    // The names of a headless service stand for what is ready, or for all if it says so.
    private List<HostRecord> Hosts(Service service, List<EndpointSlice> slices) =>
    [
        .. (from slice in slices
            from endpoint in slice.Endpoints ?? []
            where service.Spec.PublishNotReadyAddresses == true || RoutedEndpoints.IsReady(endpoint)
            from address in routedEndpoints.AddressesOf(endpoint)
            select new HostRecord(address, endpoint.Hostname))
            .DistinctBy(host => host.Address)
            .OrderBy(host => host.Address.ToString(), StringComparer.Ordinal),
    ];

    private static EndpointSlice Published(EndpointSlice slice) => slice with
    {
        Endpoints = [.. (slice.Endpoints ?? []).Select(endpoint => endpoint with { Conditions = null })],
    };

    private HashSet<IPAddress> Leaving(IReadOnlyCollection<EndpointSlice> slices) =>
    [
        .. from slice in slices
           from endpoint in slice.Endpoints ?? []
           from address in routedEndpoints.AddressesOf(endpoint)
           group endpoint by address into listed
           where listed.All(RoutedEndpoints.IsTerminating)
           select listed.Key,
    ];

    private static IEnumerable<ServicePort> PortsOf(Service service) =>
        (service.Spec.Ports ?? []).Where(port => port.Port is not null && port.Protocol is null or "TCP" or "UDP");

    private static IPAddress? AddressOf(Service service) => IPAddress.TryParse(service.Spec.ClusterIP, out var address) ? address : null;

    private static TransportProtocol ProtocolOf(ServicePort port) => port.Protocol == "UDP" ? TransportProtocol.Udp : TransportProtocol.Tcp;

    private static int? AffinityOf(Service service) => service.Spec.SessionAffinity == "ClientIP"
        ? service.Spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? DefaultAffinitySeconds
        : null;
}
