using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Server;

/// <summary>Finds the containers of this node that a client can talk to.</summary>
internal static class RunningContainers
{
    /// <summary>The engine's id of a container that runs.</summary>
    /// <exception cref="RefusedException">404: the pod is not here; 400: it has no such container that runs.</exception>
    public static string Find(PodManager pods, string ns, string pod, string container)
    {
        var worker = pods.Workers.LastOrDefault(one => one.Identity.Namespace == ns && one.Identity.Name == pod && !one.Inbox.Gone)
            ?? throw new RefusedException(404, $"pod \"{pod}\" is not on this node");
        return worker.State.Of(container) is { IsRunning: true, Id: { } id }
            ? id
            : throw new RefusedException(400, $"container not found (\"{container}\")");
    }
}
