using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Invariants;

/// <summary>No pod runs on two nodes that both hold their lease, and no container of a pod runs twice on one.</summary>
public static class OneNodeAPod
{
    /// <summary>The violations, as sentences.</summary>
    public static IEnumerable<string> Check(EngineSight sight)
    {
        var running = sight.Containers.Where(container => container.Running && container.Pod.Length > 0).ToList();
        foreach (var pod in running.GroupBy(container => container.Pod))
        {
            var nodes = pod.Select(container => container.Node).Distinct().Where(sight.NodesWithLease.Contains).Order().ToList();
            if (nodes.Count > 1) yield return $"{pod.Key} runs on {string.Join(" and ", nodes)}, which all hold their lease";
        }

        foreach (var twice in running.GroupBy(container => (container.Pod, container.Container, container.Node)).Where(same => same.Count() > 1))
            yield return $"{twice.Key.Pod} runs {(twice.Key.Container.Length == 0 ? "its sandbox" : twice.Key.Container)} {twice.Count()} times on {twice.Key.Node}";
    }
}
