using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>Which container of a pod is meant. Pure.</summary>
internal static class PodContainer
{
    /// <summary>The container that was asked for, or the only one.</summary>
    /// <exception cref="StatusException">400: there is none of that name, or more than one to choose from.</exception>
    public static string Choose(Pod pod, string? asked)
    {
        var names = pod.Spec.AllContainers().Select(container => container.Name).ToList();
        if (asked is null)
            return pod.Spec.Containers.Count == 1
                ? pod.Spec.Containers[0].Name
                : throw Bad($"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]");
        return names.Contains(asked) ? asked : throw Bad($"container {asked} is not valid for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]");
    }

    private static StatusException Bad(string message) => new(Status.BadRequest(message));
}
