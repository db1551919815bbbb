using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Transports.Fabric;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Bus;

/// <summary>The bus inside one process: MassTransit's in-memory transport with the same topics. Shared by all parts of the process.</summary>
public sealed class InMemoryChangeBus : IChangeBus
{
    private readonly ConcurrentDictionary<Subscription, bool> subscriptions = new();
    private readonly IBusControl bus;

    /// <summary>Creates the bus; nothing runs yet.</summary>
    public InMemoryChangeBus()
    {
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
        bus = MassTransit.Bus.Factory.CreateUsingInMemory(factory =>
        {
            factory.Message<ResourceChanged>(message => message.SetEntityName(Topic.Exchange));
            factory.Publish<ResourceChanged>(publish => publish.ExchangeType = ExchangeType.Topic);
        });
    }

    /// <inheritdoc />
    public bool IsConnected => true;

    /// <inheritdoc />
    public event Action<bool>? ConnectionChanged
    {
        add { }
        remove { }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => bus.StartAsync(cancellationToken);

    /// <inheritdoc />
    public async Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
            await bus.Publish(change, context => context.TrySetRoutingKey(Topic.RoutingKey(change.Kind, change.Namespace, change.Node)), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(name, topics, handler, gone => subscriptions.TryRemove(gone, out _));
        subscriptions[subscription] = true;
        await subscription.ConnectAsync(bus, Bind, cancellationToken);
        return subscription;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in subscriptions.Keys) await subscription.DisposeAsync();
        await bus.StopAsync(TimeSpan.FromSeconds(2));
    }

    private static void Bind(IReceiveEndpointConfigurator configurator, Subscription subscription)
    {
        foreach (var topic in subscription.Topics)
            ((IInMemoryReceiveEndpointConfigurator)configurator).Bind(Topic.Exchange, ExchangeType.Topic, topic.Pattern);
    }
}
