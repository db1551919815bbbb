using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Observation;

/// <summary>
/// What is on the engine. Many pods may ask at once: one list answers all who asked before it began, and who asks while
/// one is under way gets the next, so that nobody is told what was before the question.
/// </summary>
internal sealed class RuntimeView(IContainerRuntime runtime, CancellationToken stopping)
{
    private readonly Lock gate = new();
    private Task<RuntimeState> current = Task.FromException<RuntimeState>(new RuntimeException("not listed yet"));
    private Task<RuntimeState>? next;

    /// <summary>What is there now.</summary>
    /// <exception cref="RuntimeException">The engine cannot be asked: what is there is unknown, which is not nothing.</exception>
    public Task<RuntimeState> ListAsync(CancellationToken cancellationToken)
    {
        Task<RuntimeState> answer;
        lock (gate)
        {
            if (current.IsCompleted && next is null) answer = current = Task.Run(() => runtime.ListAsync(stopping), stopping);
            else answer = next ??= AfterAsync(current);
        }

        return answer.WaitAsync(cancellationToken);
    }

    /// <summary>The sandboxes of one pod, exact times and exit codes included.</summary>
    /// <param name="uid">The pod.</param>
    /// <param name="known">Whether a container's times are known already, so that it need not be inspected.</param>
    /// <param name="afterNews">
    /// Whether the engine has just told news of the pod. Docker tells of a death before its lists show it; an inspection waits until
    /// it is through. So the list is believed in nothing that could have changed.
    /// </param>
    /// <param name="cancellationToken">Gives the question up.</param>
    public async Task<IReadOnlyList<RuntimeSandbox>> OfAsync(
        string uid, Func<RuntimeContainer, bool> known, bool afterNews, CancellationToken cancellationToken)
    {
        var state = await ListAsync(cancellationToken);
        var mine = state.Sandboxes.Where(sandbox => sandbox.Pod.Uid == uid);
        return await Task.WhenAll(mine.Select(async sandbox =>
        {
            var containers = Task.WhenAll(sandbox.Containers.Select(InspectAsync));
            var runs = sandbox.Running && (!afterNews || await runtime.InspectContainerAsync(sandbox.Id, cancellationToken) is null or { State: ContainerLife.Running });
            return sandbox with { Running = runs, Containers = await containers };
        }));

        async Task<RuntimeContainer> InspectAsync(RuntimeContainer container) =>
            container.State == ContainerLife.Created || (known(container) && !(afterNews && container.State == ContainerLife.Running))
                ? container
                : await runtime.InspectContainerAsync(container.Id, cancellationToken) ?? container;
    }

    private async Task<RuntimeState> AfterAsync(Task<RuntimeState> before)
    {
        // Never at once, even if the list before has just ended: the caller holds the lock and has yet to store this task as
        // the next one. It would stay the next one for ever, and its list the answer to every question.
        await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<RuntimeState> mine;
        lock (gate)
        {
            mine = current = Task.Run(() => runtime.ListAsync(stopping), stopping);
            next = null;
        }

        return await mine;
    }
}
