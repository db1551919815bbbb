using DuckBus.Kubelet.Runtime;
using DuckBus.Plain;

namespace DuckBus.Monolith;

/// <summary>A node of the monolith, with a plug that somebody can pull: what runs on it dies, and it no longer answers.</summary>
public sealed class LoopNode(PlainNode node) : IAsyncDisposable
{
    private bool plugged = true;

    /// <summary>The node's name.</summary>
    public string Name => node.Name;

    /// <summary>Whether it answered the last look.</summary>
    public bool Alive { get; private set; }

    /// <summary>What ran on it at the last look, by name.</summary>
    public IReadOnlyList<string> Running { get; private set; } = [];

    /// <summary>Makes ready what every container needs.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => node.PrepareAsync(cancellationToken);

    /// <summary>Looks at the node.</summary>
    /// <returns>What runs on it; null if it does not answer.</returns>
    public async Task<IReadOnlyList<string>?> LookAsync(CancellationToken cancellationToken)
    {
        Alive = false;
        try
        {
            if (plugged)
            {
                var all = await node.ListAsync(cancellationToken);
                (Running, Alive) = ([.. all.Where(container => container.Running).Select(container => container.Name).Distinct()], true);
            }
        }
        catch (RuntimeException)
        {
            // An engine that does not answer is a node that does not answer.
        }

        return Alive ? Running : null;
    }

    /// <summary>Starts a container.</summary>
    /// <exception cref="RuntimeException">It could not be started.</exception>
    public Task StartAsync(Declared container, CancellationToken cancellationToken) => node.StartAsync(container.Request, cancellationToken);

    /// <summary>Stops a container.</summary>
    /// <exception cref="RuntimeException">It could not be stopped.</exception>
    public Task StopAsync(string container, CancellationToken cancellationToken) => node.StopAsync(container, cancellationToken);

    /// <summary>Pulls the plug.</summary>
    public async Task PullPlugAsync(CancellationToken cancellationToken)
    {
        plugged = false;
        await node.ClearAsync(cancellationToken);
    }

    /// <summary>Puts the plug in again.</summary>
    public void PlugIn() => plugged = true;

    /// <summary>Removes all that runs on it.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => node.ClearAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => node.DisposeAsync();
}
