using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Observation;

/// <summary>What is done about containers that nobody declared. Pure.</summary>
internal static class Intruders
{
    private static readonly TimeSpan BeingStarted = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether an intruder is to be removed now. One that somebody is just starting by hand is given the moment between create and
    /// start, so that its <c>docker run</c> succeeds before the container is stopped.
    /// </summary>
    public static bool IsDue(RuntimeContainer intruder, DateTimeOffset now) =>
        intruder.State != ContainerLife.Created || now - intruder.CreatedAt >= BeingStarted;
}
