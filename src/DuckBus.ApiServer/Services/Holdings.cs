using System.Globalization;
using DuckBus.ApiServer.Rules;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Networking;

namespace DuckBus.ApiServer.Services;

/// <summary>What a service has that only one may have: each is an object whose name is the address or the port. Pure.</summary>
internal static class Holdings
{
    /// <summary>The keys of all that a service has.</summary>
    public static IReadOnlySet<ResourceKey> Of(Service? service)
    {
        var keys = new HashSet<ResourceKey>();
        if (service?.Spec is not { } spec) return keys;
        if (spec.HasAddress() && spec.ClusterIP is { } address) keys.Add(Address(address));
        foreach (var port in spec.Ports ?? [])
            if (port.NodePort is { } number) keys.Add(Port(number));
        if (spec.HealthCheckNodePort is > 0 and var health) keys.Add(Port(health));
        return keys;
    }

    public static ResourceKey Address(string address) => ResourceKey.Of<IPAddress>(null, address);

    public static ResourceKey Port(int port) => ResourceKey.Of<NodePort>(null, port.ToString(CultureInfo.InvariantCulture));
}
