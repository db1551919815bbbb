using DuckBus.Kubelet.Images;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Plain;

/// <summary>A node of those designs that know no pods: containers by name, each in a sandbox of its own, on the kubelet's runtimes.</summary>
/// <param name="name">The node.</param>
/// <param name="runtime">What runs its containers.</param>
public sealed class PlainNode(string name, IContainerRuntime runtime) : IAsyncDisposable
{
    private const string Namespace = "default";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The node's name.</summary>
    public string Name => name;

    /// <summary>Makes ready what every container needs.</summary>
    /// <exception cref="RuntimeException">The engine cannot be used; the message says why and what to do.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken) => runtime.PrepareAsync(cancellationToken);

    /// <summary>What is on the node, also what somebody else started there, by name.</summary>
    public async Task<IReadOnlyList<PlainContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var state = await runtime.ListAsync(cancellationToken);
        var ours = state.Sandboxes.Select(sandbox => new PlainContainer(sandbox.Pod.Name, IsRunning(sandbox), Intruder: false));
        var others = state.Intruders.Select(other => new PlainContainer(other.Name, other.State == ContainerLife.Running, Intruder: true));
        return [.. ours.Concat(others).OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    /// <summary>Starts a container; a dead one of its name is removed first.</summary>
    /// <returns>Whether it was started: not if one of its name runs already.</returns>
    /// <exception cref="RuntimeException">It could not be started; nothing is left of it.</exception>
    public async Task<bool> StartAsync(PlainRequest request, CancellationToken cancellationToken)
    {
        var container = request.Name!;
        foreach (var old in await SandboxesAsync(container, cancellationToken))
        {
            if (IsRunning(old)) return false;
            await runtime.RemoveSandboxAsync(old.Id, cancellationToken);
        }

        var image = request.Image ?? DuckImage.Name;
        if (await runtime.FindImageAsync(image, cancellationToken) is null)
            await runtime.PullImageAsync(image, cancellationToken);
        var pod = new PodIdentity(Namespace, container, Guid.NewGuid().ToString());
        var sandbox = await runtime.CreateSandboxAsync(
            new SandboxSpec(pod, container, HostNetwork: false, [], new Dictionary<string, string>(StringComparer.Ordinal)), cancellationToken);
        try
        {
            await runtime.StartSandboxAsync(sandbox, cancellationToken);
            var id = await runtime.CreateContainerAsync(sandbox, Spec(pod, image, request), cancellationToken);
            await runtime.StartContainerAsync(id, cancellationToken);
            return true;
        }
        catch
        {
            await runtime.RemoveSandboxAsync(sandbox, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Stops and removes whatever has that name, also what somebody else started; what is gone is stopped.</summary>
    public async Task StopAsync(string container, CancellationToken cancellationToken)
    {
        var state = await runtime.ListAsync(cancellationToken);
        foreach (var sandbox in state.Sandboxes.Where(sandbox => sandbox.Pod.Name == container))
        {
            foreach (var member in sandbox.Containers)
                await runtime.StopContainerAsync(member.Id, Grace, cancellationToken);
            await runtime.RemoveSandboxAsync(sandbox.Id, cancellationToken);
        }

        foreach (var intruder in state.Intruders.Where(intruder => intruder.Name == container))
            await runtime.RemoveContainerAsync(intruder.Id, cancellationToken);
    }

    /// <summary>Removes all that is on the node.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var state = await runtime.ListAsync(cancellationToken);
        await Task.WhenAll(
            state.Sandboxes.Select(sandbox => runtime.RemoveSandboxAsync(sandbox.Id, cancellationToken))
                .Concat(state.Intruders.Select(intruder => runtime.RemoveContainerAsync(intruder.Id, cancellationToken))));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => runtime.DisposeAsync();

    private async Task<IReadOnlyList<RuntimeSandbox>> SandboxesAsync(string container, CancellationToken cancellationToken) =>
        [.. (await runtime.ListAsync(cancellationToken)).Sandboxes.Where(sandbox => sandbox.Pod.Name == container)];

    private ContainerSpec Spec(PodIdentity pod, string image, PlainRequest request) => new()
    {
        Pod = pod,
        Name = pod.Name,
        Attempt = 0,
        Image = image,
        Command = request.Command,
        Env = [new("POD_NAME", pod.Name), new("NODE_NAME", name), .. request.Env ?? new Dictionary<string, string>(StringComparer.Ordinal)],
    };

    private static bool IsRunning(RuntimeSandbox sandbox) =>
        sandbox.Containers.Any(container => container.State == ContainerLife.Running);
}
