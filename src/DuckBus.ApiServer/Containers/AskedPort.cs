using System.Globalization;
using DuckBus.ApiServer.Services;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Containers;

/// <summary>A port as the container API takes it: <c>8080</c>, or <c>"HOST:CONTAINER"</c>. Pure.</summary>
/// <param name="Inside">The port that the container listens on.</param>
/// <param name="Outside">The port asked for on the nodes, or null.</param>
internal readonly record struct AskedPort(int Inside, int? Outside)
{
    /// <summary>The port, or null if the value is none.</summary>
    public static AskedPort? Of(IntOrString value)
    {
        var parts = value.ToString().Split(':');
        if (parts.Length > 2 || !Number(parts[^1], out var inside)) return null;
        if (parts.Length == 1) return new AskedPort(inside, null);
        return Number(parts[0], out var outside) ? new AskedPort(inside, outside) : null;
    }

    /// <summary>As a port of a container: one on the nodes that is no node port is taken from the node of the pod.</summary>
    public ContainerPort ToContainer(PortRange nodePorts) => new() { Port = Inside, HostPort = Outside is { } port && !nodePorts.Contains(port) ? port : null };

    /// <summary>As a port of a service.</summary>
    public ServicePort ToService(PortRange nodePorts) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"tcp-{Inside}"),
        Port = Inside,
        TargetPort = new IntOrString(Inside),
        Protocol = "TCP",
        NodePort = Outside is { } port && nodePorts.Contains(port) ? port : null,
    };

    private static bool Number(string text, out int port) => int.TryParse(text, NumberStyles.None, null, out port) && port is > 0 and < 65536;
}
