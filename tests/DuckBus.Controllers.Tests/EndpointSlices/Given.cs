using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Tests.EndpointSlices;

/// <summary>Services, and pods that are behind them.</summary>
internal static class Given
{
    public static Service Service(string name = "web", params ServicePort[] ports) => new()
    {
        Metadata = A.Meta(name),
        Spec = new ServiceSpec
        {
            Type = "ClusterIP",
            ClusterIP = "10.96.0.20",
            Selector = A.Labels(("app", "web")),
            Ports = ports.Length > 0 ? ports : [Port(80, new IntOrString(8080))],
        },
    };

    public static ServicePort Port(int port, IntOrString target, string? name = null, string protocol = "TCP") =>
        new() { Port = port, TargetPort = target, Name = name, Protocol = protocol };

    public static Pod Pod(string name, string? ip, bool ready = true, string phase = "Running", params ContainerPort[] ports)
    {
        var pod = A.Pod(name, phase: phase, ready: ready);
        return pod with
        {
            Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Ports = ports }] },
            Status = pod.Status with { PodIP = ip, PodIPs = ip is null ? null : [new PodIP { Ip = ip }] },
        };
    }

    public static ContainerPort Named(string name, int port, string protocol = "TCP") => new() { Name = name, Port = port, Protocol = protocol };
}
