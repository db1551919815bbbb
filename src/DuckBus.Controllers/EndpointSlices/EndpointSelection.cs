using System.Net;
using System.Net.Sockets;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Model.Meta;
using EndpointPort = DuckBus.Model.Discovery.EndpointPort;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Which pods are behind a service, and in which state. Pure.</summary>
public static class EndpointSelection
{
    /// <summary>The type of the addresses of pods.</summary>
    public const string AddressType = "IPv4";

    /// <summary>Whether the cluster keeps the endpoints of a service, rather than who made it.</summary>
    public static bool IsSelecting(Service service) => service.Spec is { Selector.Count: > 0 } and not { Type: "ExternalName" };

    /// <summary>Whether a service selects pods with these labels.</summary>
    public static bool Selects(Service service, IReadOnlyDictionary<string, string>? labels) =>
        IsSelecting(service) && new LabelSelector { MatchLabels = service.Spec.Selector }.Matches(labels);

    /// <summary>The endpoints of a service, by the ports that they offer. Without ports: those of a headless service that has none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="pods">The pods of its namespace.</param>
    public static IReadOnlyList<EndpointGroup> For(Service service, IEnumerable<Pod> pods) =>
    [
        .. pods.Where(pod => Selects(service, pod.Metadata.Labels) && MayServe(pod))
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Select(pod => (Endpoint: Of(service, pod), Ports: Ports(service, pod)))
            .GroupBy(each => EndpointGroup.SignatureOf(AddressType, each.Ports), StringComparer.Ordinal)
            .Select(group => new EndpointGroup(AddressType, group.First().Ports, [.. group.Select(each => each.Endpoint)])),
    ];

    /// <summary>Whether a pod has an address at which something may answer, be it ready or not.</summary>
    public static bool MayServe(Pod pod) => !Pods.IsFinished(pod) && AddressOf(pod) is not null;

    /// <summary>Whether a change of a pod matters to the services that select it before and after.</summary>
    public static bool Differ(Pod before, Pod after) =>
        Pods.IsReady(before) != Pods.IsReady(after)
        || Pods.IsTerminating(before) != Pods.IsTerminating(after)
        || Pods.IsFinished(before) != Pods.IsFinished(after)
        || AddressOf(before) != AddressOf(after)
        || before.Metadata.Uid != after.Metadata.Uid;

    /// <summary>The address of a pod, or null.</summary>
    public static string? AddressOf(Pod pod) => (pod.Status.PodIPs ?? []).Select(each => each.Ip).Append(pod.Status.PodIP)
        .FirstOrDefault(ip => IPAddress.TryParse(ip, out var address) && address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>The name under which the service also tells of the pod by itself: only a pod that asks for it has one.</summary>
    public static string? HostnameOf(Service service, Pod pod) =>
        pod.Spec.Hostname is { Length: > 0 } hostname && pod.Spec.Subdomain == service.Metadata.Name ? hostname : null;

    /// <summary>A reference to the pod, as endpoints carry it.</summary>
    public static ObjectReference ReferenceTo(Pod pod) =>
        new() { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid };

    private static Endpoint Of(Service service, Pod pod)
    {
        var (serving, terminating) = (Pods.IsReady(pod), Pods.IsTerminating(pod));
        return new Endpoint
        {
            Addresses = [AddressOf(pod)!],
            Conditions = new EndpointConditions
            {
                Ready = service.Spec.PublishNotReadyAddresses == true || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = HostnameOf(service, pod),
            NodeName = pod.Spec.NodeName,
            TargetRef = ReferenceTo(pod),
        };
    }

    private static List<EndpointPort> Ports(Service service, Pod pod) =>
    [
        .. TargetPorts.Of(service, pod).Select(each => new EndpointPort
        {
            Name = each.Port.Name ?? "",
            Port = each.Target,
            Protocol = each.Port.Protocol ?? "TCP",
            AppProtocol = each.Port.AppProtocol,
        }),
    ];
}
