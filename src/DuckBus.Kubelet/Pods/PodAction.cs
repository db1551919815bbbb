using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Pods;

/// <summary>One thing to do on the engine so that a pod comes closer to what is declared.</summary>
internal abstract record PodAction
{
    /// <summary>Remove a sandbox with all that is in it.</summary>
    internal sealed record RemoveSandbox(string Id) : PodAction;

    /// <summary>Remove the volumes of a pod of which nothing else is left.</summary>
    internal sealed record RemoveVolumes(PodIdentity Pod) : PodAction;

    /// <summary>Remove a container that is not needed any more.</summary>
    internal sealed record RemoveContainer(string Id) : PodAction;

    /// <summary>Take the pod out of the services and let requests in flight end, before its containers are told to stop.</summary>
    /// <param name="Ip">The pod's address.</param>
    internal sealed record LeaveServices(string Ip) : PodAction;

    /// <summary>Stop a container that runs.</summary>
    /// <param name="Name">The container's name.</param>
    /// <param name="Id">The engine's id.</param>
    /// <param name="Grace">The time that it gets to end by itself.</param>
    /// <param name="Why">Why, as its event says; null where the pod as a whole ends.</param>
    /// <param name="Turn">Those of a later turn are stopped when those of the earlier ones have ended; the grace is for all turns together.</param>
    internal sealed record StopContainer(string Name, string Id, TimeSpan Grace, string? Why = null, int Turn = 0) : PodAction;

    /// <summary>Stop the sandbox and keep it, so that the containers' output can still be read.</summary>
    internal sealed record StopSandbox(string Id) : PodAction;

    /// <summary>Create and start the sandbox.</summary>
    internal sealed record CreateSandbox : PodAction;

    /// <summary>Create and start a container.</summary>
    /// <param name="Name">The container's name.</param>
    /// <param name="Attempt">The number of the attempt.</param>
    /// <param name="Crashes">How often it will have been restarted without a long run in between.</param>
    internal sealed record StartContainer(string Name, int Attempt, int Crashes) : PodAction;
}
