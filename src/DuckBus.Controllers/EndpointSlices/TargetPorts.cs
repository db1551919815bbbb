using DuckBus.Model.Core;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Which port of a pod each port of a service leads to. Pure.</summary>
public static class TargetPorts
{
    /// <summary>The ports that a pod offers for a service; one whose name no container has is left out.</summary>
    public static IEnumerable<(ServicePort Port, int Target)> Of(Service service, Pod pod)
    {
        foreach (var port in service.Spec.Ports ?? [])
            if (Find(port, pod) is { } target) yield return (port, target);
    }

    private static int? Find(ServicePort port, Pod pod) => port.TargetPort switch
    {
        { Text: { } name } => pod.Spec.Containers.Concat(pod.Spec.Sidecars())
            .SelectMany(container => container.Ports ?? [])
            .FirstOrDefault(each => each.Name == name && (each.Protocol ?? "TCP") == (port.Protocol ?? "TCP"))?.Port,
        { Number: > 0 and var number } => number,
        _ => port.Port,
    };
}
