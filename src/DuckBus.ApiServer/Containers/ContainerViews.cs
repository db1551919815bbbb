using System.Globalization;
using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Containers;

/// <summary>Shows the objects behind a container as a container. Pure.</summary>
internal static class ContainerViews
{
    /// <summary>The container as it is shown.</summary>
    /// <param name="objects">What is behind it.</param>
    /// <param name="host">A host at which the ports of the nodes are reached.</param>
    /// <param name="withRollout">Whether to tell how far the last change is.</param>
    public static ContainerView Of(ContainerObjects objects, string host, bool withRollout)
    {
        var declared = objects.Deployment?.Spec.Template.Spec ?? objects.Old?.Spec.Template.Spec;
        var view = OfPods(objects, declared is null ? null : Image(declared));
        if (declared is null) return view;
        var replicas = objects.Deployment?.Spec.Replicas ?? objects.Old?.Spec.Replicas ?? 1;
        view = view with
        {
            Replicas = replicas,
            Rollout = withRollout && objects.Deployment is { } deployment ? Rollouts.Of(deployment) : null,
            Ports = objects.Service is { } service ? Addresses(service, host) : null,
        };
        if ((objects.Deployment?.Metadata ?? objects.Old!.Metadata).DeletionTimestamp is not null) return view with { State = "Terminating", Message = null };
        if (objects.Pods.Count > 0) return view;
        return replicas == 0 ? view with { State = "Stopped" } : view with { State = "Pending", Message = "its pods are not created yet" };
    }

    private static ContainerView OfPods(ContainerObjects objects, string? declared)
    {
        var pods = objects.Pods;
        var image = declared ?? (pods.Count == 0 ? null : Image(pods[0].Spec));
        var shown = pods.OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Select(pod => PodStates.Show(pod) with { Image = Image(pod.Spec) is { } runs && runs != image ? runs : null })
            .ToList();
        // A pod that is on its way out says something about the container only if there is no other.
        var worst = shown.FirstOrDefault(pod => pod.State is not ("Running" or "Terminating"))
            ?? shown.FirstOrDefault(pod => pod.State == "Running") ?? shown.FirstOrDefault();
        var nodes = shown.Select(pod => pod.Node).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ContainerView(
            objects.Name, image, pods.Count, pods.Count(PodStates.IsReady), worst?.State ?? "Pending", worst?.Message, null, null,
            nodes.Count == 0 ? null : string.Join(", ", nodes), shown);
    }

    private static List<ContainerAddress> Addresses(Service service, string host) =>
    [
        .. (service.Spec.Ports ?? []).Select(port => new ContainerAddress(
            port.TargetPort?.Number ?? port.Port ?? 0,
            string.Create(CultureInfo.InvariantCulture, $"{service.Metadata.Name}.{service.Metadata.Namespace}:{port.Port}"),
            port.NodePort is { } outside ? string.Create(CultureInfo.InvariantCulture, $"{host}:{outside}") : null)),
    ];

    private static string? Image(PodSpec spec) => spec.Containers.Count == 0 ? null : spec.Containers[0].Image;
}
