using System.Net;
using DuckBus.Gateway.Tables;

namespace DuckBus.Gateway.Tests.Fakes;

/// <summary>Short forms for tables.</summary>
internal static class A
{
    public static RoutingTable Table(params ServiceRoute[] services) => new() { Origin = "test", Revision = new TableRevision(1, 1), Services = services };

    public static ServiceRoute Service(string name, string? address = null, params PortRoute[] ports) => new()
    {
        Namespace = "default",
        Name = name,
        Address = address is null ? null : IPAddress.Parse(address),
        Ports = ports,
    };

    public static PortRoute Port(int port, params IPEndPoint[] endpoints) => new() { Port = port, Endpoints = endpoints };

    public static IPEndPoint End(string endpoint) => IPEndPoint.Parse(endpoint);

    public static IPAddress Ip(string address) => IPAddress.Parse(address);
}
