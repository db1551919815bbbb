using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Push.Commands;

/// <summary>
/// Commands from the brain to one node each, and their answers: MassTransit's request and response. A command that no agent
/// takes is lost; nobody keeps it for later.
/// </summary>
public sealed class CommandBus : IAsyncDisposable
{
    private const string Exchange = "duckbus.commands";
    private const string Topic = "topic";
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly IBusControl bus;
    private readonly string cluster;
    private readonly Action<IReceiveEndpointConfigurator, string> bind;
    private readonly CancellationTokenSource stop = new();
    private Task starting = Task.CompletedTask;

    private CommandBus(string cluster, IBusControl bus, Action<IReceiveEndpointConfigurator, string> bind)
    {
        this.cluster = cluster;
        this.bus = bus;
        this.bind = bind;
    }

    /// <summary>Whether commands can be sent now.</summary>
    public bool IsConnected => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>The bus of one process that is brain and agents in one.</summary>
    public static CommandBus InMemory(string cluster)
    {
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var control = MassTransit.Bus.Factory.CreateUsingInMemory(factory =>
        {
            factory.Message<NodeCommand>(message => message.SetEntityName(Exchange));
            factory.Publish<NodeCommand>(publish => publish.ExchangeType = ExchangeType.Topic);
        });
        return new CommandBus(cluster, control, (queue, key) =>
            ((IInMemoryReceiveEndpointConfigurator)queue).Bind(Exchange, ExchangeType.Topic, key));
    }

    /// <summary>The bus between processes.</summary>
    /// <param name="cluster">Keeps clusters apart that share a broker.</param>
    /// <param name="broker">Such as <c>amqp://guest:guest@localhost:5672/</c>.</param>
    public static CommandBus RabbitMq(string cluster, Uri broker)
    {
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        var control = MassTransit.Bus.Factory.CreateUsingRabbitMq(factory =>
        {
            factory.Host(broker, host => host.Heartbeat(TimeSpan.FromSeconds(5)));
            factory.Exclusive = true;
            factory.Message<NodeCommand>(message => message.SetEntityName(Exchange));
            factory.Publish<NodeCommand>(publish =>
            {
                publish.ExchangeType = Topic;
                publish.Durable = false;
            });
        });
        return new CommandBus(cluster, control, (configurator, key) =>
        {
            var queue = (IRabbitMqReceiveEndpointConfigurator)configurator;
            (queue.Durable, queue.AutoDelete, queue.Exclusive) = (false, true, true);
            queue.Bind(Exchange, binding => (binding.ExchangeType, binding.Durable, binding.RoutingKey) = (Topic, false, key));
        });
    }

    /// <summary>Starts to connect, and goes on trying in the background.</summary>
    public void Start() => starting = Task.Run(() => bus.StartAsync(stop.Token), CancellationToken.None);

    /// <summary>Sends a command to a node and waits for its answer.</summary>
    /// <exception cref="NoAnswerException">The broker is away, no agent listens for the node, or the agent is silent for too long.</exception>
    public async Task<NodeAnswer> AskAsync(string node, NodeCommand command, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!IsConnected) throw new NoAnswerException($"the broker is away, so {node} cannot be told anything");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        try
        {
            using var request = bus.CreateRequestClient<NodeCommand>(patience).Create(command, bound.Token);
            request.UseExecute(context => Route(context, node));
            return (await request.GetResponse<NodeAnswer>()).Message;
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw e is OperationCanceledException or RequestTimeoutException
                ? new NoAnswerException($"{node} did not answer within {patience.TotalSeconds:0.#} s", e) { IsSilence = true }
                : new NoAnswerException($"{node} does not answer: no agent of that name is connected", e);
        }
    }

    /// <summary>Lets a handler answer the commands of a node, until disposed.</summary>
    public async Task<IAsyncDisposable> ServeAsync(
        string node, Func<NodeCommand, CancellationToken, Task<NodeAnswer>> handle, CancellationToken cancellationToken)
    {
        var queue = bus.ConnectReceiveEndpoint($"duckbus.commands.{node}.{Guid.NewGuid():N}", configurator =>
        {
            configurator.ConfigureConsumeTopology = false;
            bind(configurator, Key(node));
            configurator.Handler<NodeCommand>(async context =>
                await context.RespondAsync(await handle(context.Message, context.CancellationToken)));
        });
        await starting.WaitAsync(cancellationToken);
        await queue.Ready.WaitAsync(cancellationToken);
        return new Serving(queue);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await bus.StopAsync(patience.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The broker is away: there is nobody to say goodbye to.
        }

        stop.Dispose();
    }

    // The broker hands back at once what no queue takes, which is quicker than waiting for an answer that cannot come.
    private void Route(SendContext context, string node)
    {
        context.TrySetRoutingKey(Key(node));
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit)) rabbit.Mandatory = true;
    }

    private string Key(string node) => $"{cluster}.{node.Replace('.', '-')}";

    private sealed class Serving(HostReceiveEndpointHandle queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var patience = new CancellationTokenSource(Farewell);
            try
            {
                await queue.StopAsync(patience.Token);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The broker is away, and the queue with it.
            }
        }
    }
}
