using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>Computes the status of a DaemonSet from the nodes and its pods on them. Pure.</summary>
public static class DaemonSetStatuses
{
    /// <summary>The status that the nodes make; of several pods on a node the oldest counts.</summary>
    public static DaemonSetStatus Of(DaemonSet set, IReadOnlyList<NodePods> nodes, string hash, DateTimeOffset now)
    {
        var wanted = nodes.Where(node => node.Eligibility.ShouldRun).ToList();
        var pods = wanted.Where(node => node.Pods.Count > 0).Select(node => node.Pods[0]).ToList();
        var available = pods.Count(pod => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now));
        return set.Status with
        {
            ObservedGeneration = set.Metadata.Generation,
            DesiredNumberScheduled = wanted.Count,
            CurrentNumberScheduled = pods.Count,
            NumberMisscheduled = nodes.Count(node => !node.Eligibility.ShouldRun && node.Pods.Count > 0),
            NumberReady = pods.Count(Pods.IsReady),
            UpdatedNumberScheduled = Some(pods.Count(pod => DaemonPods.IsUpdated(pod, hash))),
            NumberAvailable = Some(available),
            NumberUnavailable = Some(wanted.Count - available),
        };
    }

    private static int? Some(int count) => count == 0 ? null : count;
}
