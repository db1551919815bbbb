using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>
/// Prefers the node that has the largest share of cpu and memory left, as Kubernetes' NodeResourcesFit does. A pod that requests
/// nothing is taken to need a little, so that such pods spread too.
/// </summary>
public sealed class LeastAllocatedScore : IScore
{
    private const decimal DefaultCpu = 0.1m;
    private const decimal DefaultMemory = 200m * 1024 * 1024;

    /// <inheritdoc />
    public decimal Rate(Pod pod, NodeInfo node) =>
        (FreeShare(pod, node, "cpu", DefaultCpu) + FreeShare(pod, node, "memory", DefaultMemory)) / 2;

    private static decimal FreeShare(Pod pod, NodeInfo node, string resource, decimal unless)
    {
        var allocatable = node.Allocatable(resource);
        if (allocatable <= 0) return 0;
        var used = node.Pods.Values.Append(pod).Sum(each => Need(each, resource, unless));
        return Math.Max(0, allocatable - used) * 100 / allocatable;
    }

    private static decimal Need(Pod pod, string resource, decimal unless)
    {
        var request = PodRequests.Of(pod).GetValueOrDefault(resource);
        return request > 0 ? request : unless;
    }
}
