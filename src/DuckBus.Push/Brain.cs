using DuckBus.Client.Queues;
using DuckBus.Model.Errors;
using DuckBus.Plain;
using DuckBus.Push.Commands;
using Microsoft.Extensions.Logging;

namespace DuckBus.Push;

/// <summary>
/// The central brain: takes a call, picks a node, sends it a command and remembers that it did. It never looks again, so what
/// happens afterwards happens without it; and what it remembers goes with it.
/// </summary>
/// <param name="nodes">The nodes, as somebody wrote them down.</param>
/// <param name="bus">The way to them.</param>
/// <param name="patience">How long a node may take to answer.</param>
/// <param name="time">The clock.</param>
/// <param name="log">One line for each call.</param>
public sealed class Brain(IReadOnlyList<string> nodes, CommandBus bus, TimeSpan patience, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstQuestion = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Order> orders = new(StringComparer.Ordinal);
    private int turn;

    /// <summary>How many commands were sent.</summary>
    public long Sent => Interlocked.Read(ref sent);

    private long sent;

    /// <summary>Starts a container on the next node.</summary>
    /// <exception cref="StatusException">409, 422, 502 or 504.</exception>
    public async Task<ContainerLine> StartAsync(PlainRequest request, CancellationToken cancellationToken)
    {
        PlainRules.Demand(request.Name, PlainRules.Problems(request, nodes));
        var order = Note(request);
        log.LogInformation("▶ START: {Container} → {Node}", order.Name, order.Node);
        try
        {
            var answer = await AskAsync(order.Node, new NodeCommand(Verb.Start, request), cancellationToken);
            if (answer.Outcome == Outcome.AlreadyRuns) throw new StatusException(PlainStatus.AlreadyExists(order.Name, answer.Message!));
            if (answer.Outcome == Outcome.Failed) throw new StatusException(PlainStatus.NodeFailed(order.Name, $"{order.Node} could not start it: {answer.Message}"));
        }
        catch
        {
            Forget(order);
            throw;
        }

        var confirmed = order with { Confirmed = true };
        lock (gate) orders[order.Name] = confirmed;
        return new ContainerLine(confirmed.Name, confirmed.Node, "running", "running", confirmed.At, null);
    }

    /// <summary>Stops a container where the brain believes it to be, and forgets it.</summary>
    /// <param name="request">Which one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StatusException">404, 422, 502 or 504.</exception>
    public async Task<ContainerLine> StopAsync(StopRequest request, CancellationToken cancellationToken)
    {
        PlainRules.Demand(request.Name, [.. PlainRules.Name(request.Name)]);
        Order? order;
        lock (gate) order = orders.GetValueOrDefault(request.Name!);
        if (order is not { Confirmed: true })
            throw new StatusException(PlainStatus.NotFound(request.Name!, "the brain knows only what it started itself, since it was started itself"));
        if (!request.Forget)
        {
            log.LogInformation("◼ STOP: {Container} on {Node}", order.Name, order.Node);
            var answer = await AskAsync(order.Node, new NodeCommand(Verb.Stop, new PlainRequest { Name = order.Name }), cancellationToken,
                $"; {{\"name\": \"{order.Name}\", \"forget\": true}} forgets it without asking the node");
            if (answer.Outcome != Outcome.Done) throw new StatusException(PlainStatus.NodeFailed(order.Name, $"{order.Node} could not stop it: {answer.Message}"));
        }

        Forget(order);
        return new ContainerLine(order.Name, order.Node, request.Forget ? "forgotten" : "stopped", request.Forget ? "not asked" : "gone", order.At, null);
    }

    /// <summary>What was ordered, beside what the nodes say when they are asked.</summary>
    public async Task<IReadOnlyList<ContainerLine>> ListAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(nodes.Select(async node => (node, Seen: await SeenAsync(node, cancellationToken))));
        Order[] remembered;
        lock (gate) remembered = [.. orders.Values];
        return ContainerLines.Of(remembered, answers.ToDictionary(answer => answer.node, answer => answer.Seen, StringComparer.Ordinal));
    }

    // Taken down before the node is told, so that a second call for the same name is refused meanwhile.
    private Order Note(PlainRequest request)
    {
        lock (gate)
        {
            if (orders.TryGetValue(request.Name!, out var before))
                throw new StatusException(PlainStatus.AlreadyExists(request.Name!, before.Confirmed
                    ? $"the brain started it on {before.Node} at {before.At.LocalDateTime:HH:mm:ss} and believes that it runs; if it is gone, stop it first and start it again"
                    : $"it is being started on {before.Node}"));
            var node = request.Node ?? nodes[turn++ % nodes.Count];
            return orders[request.Name!] = new Order(request.Name!, node, time.GetUtcNow(), Confirmed: false);
        }
    }

    private void Forget(Order order)
    {
        lock (gate) orders.Remove(order.Name);
    }

    private async Task<NodeAnswer> AskAsync(string node, NodeCommand command, CancellationToken cancellationToken, string wayOut = "")
    {
        Interlocked.Increment(ref sent);
        try
        {
            return await bus.AskAsync(node, command, patience, cancellationToken);
        }
        catch (NoAnswerException e)
        {
            log.LogWarning("⚠ {Reason}", e.Message);
            throw new StatusException(Status.Timeout(e.Message + wayOut));
        }
    }

    /// <summary>
    /// What a node says that it runs; null if it does not answer. It is asked again meanwhile: one that dies takes the questions in its
    /// queue along, and the next one comes back at once.
    /// </summary>
    private async Task<IReadOnlyList<PlainContainer>?> SeenAsync(string node, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        for (var (asked, left) = (1, patience); ; asked++)
        {
            Interlocked.Increment(ref sent);
            try
            {
                return (await bus.AskAsync(node, new NodeCommand(Verb.List, null), BackOff.Delay(asked, FirstQuestion, left), cancellationToken)).Containers;
            }
            catch (NoAnswerException e)
            {
                left = patience - time.GetElapsedTime(since);
                if (e.IsSilence && left > TimeSpan.Zero) continue;
                log.LogWarning("⚠ {Reason}", e.IsSilence ? $"{node} did not answer within {patience.TotalSeconds:0.#} s" : e.Message);
                return null;
            }
        }
    }
}
