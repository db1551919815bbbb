using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes that have too little left of what they request, or hold as many pods as they may.</summary>
public sealed class ResourcesFilter : IFilter
{
    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        if (node.Node?.Status.Allocatable?.ContainsKey("pods") == true && node.Pods.Count + 1 > node.Allocatable("pods"))
            yield return "Too many pods";
        foreach (var (resource, amount) in PodRequests.Of(pod).OrderBy(each => each.Key, StringComparer.Ordinal))
            if (amount > 0 && amount > node.Allocatable(resource) - node.Requested.GetValueOrDefault(resource))
                yield return $"Insufficient {resource}";
    }
}
