using System.Globalization;
using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>Ports of a pod that are declared twice, in Kubernetes' words.</summary>
internal static class PortWarnings
{
    /// <summary>The warnings of all ports of a pod.</summary>
    /// <param name="containers">The containers with their paths.</param>
    public static IEnumerable<string> Of(IEnumerable<(Container Container, string Field)> containers)
    {
        var ports = containers
            .SelectMany(found => (found.Container.Ports ?? []).Select((port, i) => (Port: port, Field: $"{found.Field}.ports[{i}]")))
            .ToList();
        foreach (var (at, (port, field)) in ports.Index())
            foreach (var (other, where) in ports.Take(at).Where(before => Key(before.Port) == Key(port)))
                if (Of(port, other) is { } warning) yield return $"{field}: {warning} with {where}";
    }

    private static string? Of(ContainerPort port, ContainerPort other)
    {
        var (here, there) = (port.HostPort ?? 0, other.HostPort ?? 0);
        var (ip, otherIp) = (port.HostIP ?? "", other.HostIP ?? "");
        return here == there && ip == otherIp ? "duplicate port definition"
            : here == 0 || there == 0 ? "overlapping port definition"
            : here == there && (ip.Length == 0) != (otherIp.Length == 0) ? "dangerously ambiguous port definition"
            : null;
    }

    private static string Key(ContainerPort port) => string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol}");
}
