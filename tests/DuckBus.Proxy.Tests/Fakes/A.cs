using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Model.Meta;
using EndpointPort = DuckBus.Model.Discovery.EndpointPort;

namespace DuckBus.Proxy.Tests.Fakes;

/// <summary>Short forms for services and slices.</summary>
internal static class A
{
    public static Service Service(string name, string? address, params ServicePort[] ports) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name, Uid = $"uid-{name}" },
        Spec = new ServiceSpec { ClusterIP = address, Ports = ports, Type = "ClusterIP" },
    };

    public static Service With(this Service service, Func<ServiceSpec, ServiceSpec> change) => service with { Spec = change(service.Spec) };

    public static ServicePort Port(int port, string? name = null, string protocol = "TCP", int? nodePort = null) =>
        new() { Port = port, Name = name, Protocol = protocol, NodePort = nodePort };

    public static EndpointSlice Slice(string service, (string? Name, int Port)[] ports, params Endpoint[] endpoints) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = "default",
            Name = $"{service}-slice",
            Labels = new Dictionary<string, string> { [EndpointSlice.ServiceNameLabel] = service },
        },
        AddressType = "IPv4",
        Ports = [.. ports.Select(port => new EndpointPort { Name = port.Name ?? "", Port = port.Port, Protocol = "TCP" })],
        Endpoints = endpoints,
    };

    public static Endpoint Ready(string address, string node = "node-1", string? hostname = null) => Of(address, node, true, true, false) with { Hostname = hostname };

    public static Endpoint NotReady(string address) => Of(address, "node-1", false, false, false);

    public static Endpoint Terminating(string address, bool serving = true) => Of(address, "node-1", false, serving, true);

    private static Endpoint Of(string address, string node, bool ready, bool serving, bool terminating) => new()
    {
        Addresses = [address],
        NodeName = node,
        Conditions = new EndpointConditions { Ready = ready, Serving = serving, Terminating = terminating },
    };
}
