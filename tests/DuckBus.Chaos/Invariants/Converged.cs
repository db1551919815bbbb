using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>
/// What is declared is there, and nothing else: as many ready pods as replicas, one of a DaemonSet on each node, a container behind
/// each, a pod behind each container.
/// </summary>
public static class Converged
{
    /// <summary>What is not so yet, as sentences.</summary>
    public static IReadOnlyList<string> Check(ClusterSight sight, int nodes) =>
        [.. Nodes(sight, nodes), .. Replicas(sight), .. Deployments(sight), .. DaemonSets(sight), .. Containers(sight)];

    private static IEnumerable<string> Nodes(ClusterSight sight, int nodes)
    {
        if (sight.ReadyNodes.Count != nodes) yield return $"{sight.ReadyNodes.Count} of {nodes} nodes are Ready: {string.Join(", ", sight.ReadyNodes)}";
    }

    private static IEnumerable<string> Replicas(ClusterSight sight)
    {
        var pods = sight.Pods.ToLookup(pod => pod.Owner);
        foreach (var set in sight.Sets)
        {
            var ready = pods[set.Name].Count(pod => pod is { Ready: true, Leaving: false });
            var all = pods[set.Name].Count();
            if (ready != set.Replicas || all != set.Replicas) yield return $"{set.Name} wants {set.Replicas} replicas and has {ready} ready of {all} pods";
        }

        var owners = sight.Sets.Select(set => set.Name).Concat(sight.DaemonSets.Select(set => set.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var pod in sight.Pods.Where(pod => pod.Owner.Length > 0 && !owners.Contains(pod.Owner)))
            yield return $"{pod.Name} has no owner {pod.Owner}";
    }

    private static IEnumerable<string> Deployments(ClusterSight sight)
    {
        foreach (var one in sight.Deployments)
        {
            var wanted = sight.Sets.Where(set => set.Deployment == one.Name).Sum(set => set.Replicas);
            if (wanted != one.Replicas || one.Updated != one.Replicas || one.Available != one.Replicas || !one.Observed)
                yield return $"{one.Name} wants {one.Replicas} replicas: its ReplicaSets {wanted}, updated {one.Updated}, available {one.Available}, observed {one.Observed}";
        }
    }

    private static IEnumerable<string> DaemonSets(ClusterSight sight)
    {
        foreach (var set in sight.DaemonSets)
        {
            var pods = sight.Pods.Where(pod => pod.Owner == set.Name).ToLookup(pod => pod.Node);
            foreach (var node in sight.ReadyNodes)
                if (pods[node].Count(pod => pod is { Ready: true, Leaving: false }) is var ready && (ready != 1 || pods[node].Count() != 1))
                    yield return $"{set.Name} has {ready} ready of {pods[node].Count()} pods on {node}";
            foreach (var pod in pods.Where(pods => !sight.ReadyNodes.Contains(pods.Key)).SelectMany(pods => pods))
                yield return $"{pod.Name} of {set.Name} is on {(pod.Node.Length == 0 ? "no node" : $"{pod.Node}, which is not Ready")}";
            var nodes = sight.ReadyNodes.Count;
            if (set.Desired != nodes || set.Updated != nodes || set.Available != nodes || !set.Observed)
                yield return $"{set.Name} is to be on {nodes} nodes: desired {set.Desired}, updated {set.Updated}, available {set.Available}, observed {set.Observed}";
        }
    }

    private static IEnumerable<string> Containers(ClusterSight sight)
    {
        var there = sight.Containers.Where(container => container.Running).ToLookup(container => (container.Uid, container.Container, container.Node));
        foreach (var pod in sight.Pods)
            foreach (var container in pod.Containers.Prepend(""))
                if (there[(pod.Uid, container, pod.Node)].Count() is not 1 and var count)
                    yield return $"{(container.Length == 0 ? "the sandbox" : $"container {container}")} of {pod.Name} runs {count} times on {pod.Node}";
        if (sight.Gateways != 1) yield return $"the gateway runs {sight.Gateways} times";
        foreach (var orphan in sight.Containers.Where(container => !sight.Pods.Any(pod => pod.Uid == container.Uid && pod.Node == container.Node)))
            yield return $"a {(orphan.Running ? "running" : "dead")} container of {orphan.Node} has no pod: {orphan.Pod} {orphan.Container}";
    }
}
