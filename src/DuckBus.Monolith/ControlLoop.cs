using DuckBus.Kubelet.Runtime;

namespace DuckBus.Monolith;

/// <summary>All of orchestration: look at what is, read what should be, make the one like the other. Again and again.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="store">What somebody declared.</param>
/// <param name="log">What the audience sees.</param>
public sealed class ControlLoop(IReadOnlyList<LoopNode> nodes, Declarations store, TickLog log)
{
    /// <summary>One turn of the loop. It remembers nothing: each turn starts from what it sees.</summary>
    public async Task TickAsync(CancellationToken stop)
    {
        log.Observe();
        foreach (var node in nodes)
            log.Seen(node.Name, await node.LookAsync(stop));
        var alive = nodes.Where(node => node.Alive).ToDictionary(node => node.Name);
        log.Observed(alive.Values.Sum(node => node.Running.Count), alive.Count);

        log.Fetch();
        var declared = await store.ListAsync(stop);
        log.Fetched(declared.Count);

        log.CleanUp();
        foreach (var container in declared.Where(container => container.Node is { } node && !alive.ContainsKey(node)))
            log.Homeless(container.Name, container.Node!, await store.AssignAsync(container, node: null, stop));

        log.Schedule();
        foreach (var container in declared.Where(container => container.Node is null))
            if (alive.Keys.MinBy(node => declared.Count(other => other.Node == node)) is { } emptiest)
                log.Scheduled(container.Name, emptiest, await store.AssignAsync(container, emptiest, stop));

        log.Reconcile();
        foreach (var node in alive.Values)
        {
            var wanted = declared.Where(container => container.Node == node.Name).ToDictionary(container => container.Name);
            foreach (var extra in node.Running.Where(name => !wanted.ContainsKey(name)))
                await TryAsync(log.Stop(extra, node.Name), () => node.StopAsync(extra, stop));
            foreach (var missing in wanted.Keys.Where(name => !node.Running.Contains(name)))
                await TryAsync(log.Start(missing, node.Name), () => node.StartAsync(wanted[missing], stop));
        }

        log.Done(alive.Count);
    }

    private async Task TryAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RuntimeException failure)
        {
            log.Failed(what, failure.Message);
        }
    }
}
