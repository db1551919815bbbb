using System.Collections.Immutable;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Scheduler.Snapshots;

/// <summary>What a pod asks of a node, as Kubernetes counts it.</summary>
public static class PodRequests
{
    /// <summary>Nothing.</summary>
    public static ImmutableDictionary<string, decimal> None { get; } = ImmutableDictionary.Create<string, decimal>(StringComparer.Ordinal);

    /// <summary>
    /// The sum over the containers and sidecars, or what the greediest init container needs together with the sidecars before it
    /// if that is more, in base units by resource. A limit without a request is a request.
    /// </summary>
    public static ImmutableDictionary<string, decimal> Of(Pod pod)
    {
        var sum = pod.Spec.Containers.Concat(pod.Spec.Sidecars()).Aggregate(None, (total, container) => Add(total, Of(container)));
        var sidecars = None;
        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            var needed = Add(sidecars, Of(container));
            if (container.IsSidecar) sidecars = needed;
            foreach (var (resource, amount) in needed)
                if (amount > sum.GetValueOrDefault(resource)) sum = sum.SetItem(resource, amount);
        }

        return sum;
    }

    /// <summary>The amounts of both together.</summary>
    public static ImmutableDictionary<string, decimal> Add(
        ImmutableDictionary<string, decimal> left, IEnumerable<KeyValuePair<string, decimal>> right) =>
        right.Aggregate(left, (total, each) => total.SetItem(each.Key, total.GetValueOrDefault(each.Key) + each.Value));

    /// <summary>What is left of the first without the second.</summary>
    public static ImmutableDictionary<string, decimal> Subtract(
        ImmutableDictionary<string, decimal> left, IEnumerable<KeyValuePair<string, decimal>> right) =>
        right.Aggregate(left, (total, each) => total.SetItem(each.Key, total.GetValueOrDefault(each.Key) - each.Value));

    private static Dictionary<string, decimal> Of(Container container)
    {
        var requests = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Take(container.Resources?.Limits, requests);
        Take(container.Resources?.Requests, requests);
        return requests;
    }

    private static void Take(IReadOnlyDictionary<string, Quantity>? amounts, Dictionary<string, decimal> into)
    {
        foreach (var (resource, quantity) in amounts ?? ImmutableDictionary<string, Quantity>.Empty) into[resource] = quantity.Value;
    }
}
