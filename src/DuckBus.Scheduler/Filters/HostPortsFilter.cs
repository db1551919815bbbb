using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes where a port of the host that they want is taken.</summary>
public sealed class HostPortsFilter : IFilter
{
    private const string AnyAddress = "0.0.0.0";

    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var wanted = PortsOf(pod).ToList();
        if (wanted.Count == 0) yield break;
        var taken = node.Pods.Values.SelectMany(PortsOf).ToList();
        if (wanted.Exists(want => taken.Exists(have => Collide(want, have))))
            yield return "node(s) didn't have free ports for the requested pod ports";
    }

    private static IEnumerable<HostPort> PortsOf(Pod pod) =>
        from container in pod.Spec.Containers.Concat(pod.Spec.Sidecars())
        from port in container.Ports ?? []
        let number = port.HostPort ?? (pod.Spec.HostNetwork == true ? port.Port : 0)
        where number > 0
        select new HostPort(string.IsNullOrEmpty(port.HostIP) ? AnyAddress : port.HostIP, port.Protocol ?? "TCP", number);

    private static bool Collide(HostPort left, HostPort right) =>
        left.Number == right.Number && left.Protocol == right.Protocol
        && (left.Address == right.Address || left.Address == AnyAddress || right.Address == AnyAddress);

    private readonly record struct HostPort(string Address, string Protocol, int Number);
}
