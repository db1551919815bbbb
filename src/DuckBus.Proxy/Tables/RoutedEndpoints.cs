using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;

namespace DuckBus.Proxy.Tables;

/// <summary>Which endpoints take new connections, as Kubernetes chooses them. Pure.</summary>
/// <param name="range">The networks of the cluster.</param>
internal sealed class RoutedEndpoints(ServiceRange range)
{
    /// <summary>Those behind a port: the ready ones; where none is ready, those that are terminating and still serve.</summary>
    /// <param name="port">The port of the service.</param>
    /// <param name="slices">The slices of the service.</param>
    /// <param name="nodes">Only those on these nodes; null for all.</param>
    public IReadOnlyList<IPEndPoint> Of(ServicePort port, IEnumerable<EndpointSlice> slices, IReadOnlyCollection<string>? nodes = null)
    {
        var behind = (
            from slice in slices
            let target = slice.Ports?.FirstOrDefault(offered => IsSame(port, offered))?.Port
            where target is not null
            from endpoint in slice.Endpoints ?? []
            where nodes is null || (endpoint.NodeName is { } node && nodes.Contains(node))
            from address in AddressesOf(endpoint)
            select (Endpoint: endpoint, Address: new IPEndPoint(address, target.Value))).ToList();
        var routed = behind.Where(each => IsReady(each.Endpoint)).ToList();
        if (routed.Count == 0) routed = behind.Where(each => IsLastResort(each.Endpoint)).ToList();
        return [.. routed.Select(each => each.Address).Distinct().OrderBy(each => each.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Whether an endpoint takes traffic. Nothing said means yes.</summary>
    public static bool IsReady(Endpoint endpoint) => endpoint.Conditions?.Ready ?? true;

    /// <summary>Whether an endpoint is on its way out.</summary>
    public static bool IsTerminating(Endpoint endpoint) => endpoint.Conditions?.Terminating == true;

    /// <summary>The addresses of an endpoint that can be routed to.</summary>
    public IEnumerable<IPAddress> AddressesOf(Endpoint endpoint) => (endpoint.Addresses ?? [])
        .Select(text => IPAddress.TryParse(text, out var address) ? address : IPAddress.None)
        .Where(IsRoutable);

    // Loopback and the addresses of services are the gateway itself: it would connect to its own control port, or in circles.
    private bool IsRoutable(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
        && !address.Equals(IPAddress.None) && !address.Equals(IPAddress.Any)
        && !range.Services.Contains(address)
        && (!IPAddress.IsLoopback(address) || IPAddress.IsLoopback(range.Services.BaseAddress));

    private static bool IsLastResort(Endpoint endpoint) =>
        IsTerminating(endpoint) && (endpoint.Conditions?.Serving ?? IsReady(endpoint));

    private static bool IsSame(ServicePort port, Model.Discovery.EndpointPort offered) =>
        (offered.Name ?? "") == (port.Name ?? "") && (offered.Protocol ?? "TCP") == (port.Protocol ?? "TCP");
}
