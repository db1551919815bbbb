using DuckBus.Kubelet.Runtime;
using DuckBus.Plain;
using DuckBus.Push.Commands;
using Microsoft.Extensions.Logging;

namespace DuckBus.Push;

/// <summary>
/// A passive node: it does what it is told, once, and then thinks no more of it. It knows of nothing that ought to run, so a
/// container that dies or that nobody declared is none of its business.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="log">One line for each command.</param>
public sealed class Agent(PlainNode node, ILogger log) : IAsyncDisposable
{
    private IAsyncDisposable? serving;

    /// <summary>Starts to take commands.</summary>
    /// <exception cref="RuntimeException">The engine cannot be used.</exception>
    public async Task StartAsync(CommandBus bus, CancellationToken cancellationToken)
    {
        await node.PrepareAsync(cancellationToken);
        serving = await bus.ServeAsync(node.Name, ObeyAsync, cancellationToken);
        log.LogInformation("✓ {Node} waits for commands", node.Name);
    }

    /// <summary>Does what a command says.</summary>
    public async Task<NodeAnswer> ObeyAsync(NodeCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return command.Verb switch
            {
                Verb.Start => await StartAsync(command.Container!, cancellationToken),
                Verb.Stop => await StopAsync(command.Container!.Name!, cancellationToken),
                _ => new NodeAnswer(Outcome.Done, null, await node.ListAsync(cancellationToken)),
            };
        }
        catch (RuntimeException failure)
        {
            log.LogWarning("✗ {Verb}: {Container}  {Reason}", command.Verb, command.Container?.Name, failure.Message);
            return new NodeAnswer(Outcome.Failed, failure.Message, null);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (serving is not null) await serving.DisposeAsync();
        await node.DisposeAsync();
    }

    private async Task<NodeAnswer> StartAsync(PlainRequest container, CancellationToken cancellationToken)
    {
        if (!await node.StartAsync(container, cancellationToken))
            return new NodeAnswer(Outcome.AlreadyRuns, $"{container.Name} runs on {node.Name} already", null);
        log.LogInformation("▶ START: {Container}  as told", container.Name);
        return NodeAnswer.Done;
    }

    private async Task<NodeAnswer> StopAsync(string container, CancellationToken cancellationToken)
    {
        await node.StopAsync(container, cancellationToken);
        log.LogInformation("◼ STOP: {Container}  as told", container);
        return NodeAnswer.Done;
    }
}
