using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>What is declared is there, and nothing else: as many ready pods as replicas, a container behind each, a pod behind each container.</summary>
public static class Converged
{
    /// <summary>What is not so yet, as sentences.</summary>
    public static IReadOnlyList<string> Check(ClusterSight sight, int nodes) =>
        [.. Nodes(sight, nodes), .. Replicas(sight), .. Deployments(sight), .. Containers(sight)];

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

        foreach (var pod in sight.Pods.Where(pod => pod.Owner.Length > 0 && !sight.Sets.Any(set => set.Name == pod.Owner)))
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
