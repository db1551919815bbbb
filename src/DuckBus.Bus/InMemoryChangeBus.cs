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
    private volatile bool paused;

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
    public bool IsConnected => !paused;

    /// <inheritdoc />
    public event Action<bool>? ConnectionChanged;

    /// <summary>Behaves like a broker that was stopped: nothing is taken and nothing is delivered, until <see cref="Resume"/>.</summary>
    public void Pause() => Turn(connected: false);

    /// <summary>Behaves like a broker that was started again: what was under way when it stopped is lost.</summary>
    public void Resume() => Turn(connected: true);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => bus.StartAsync(cancellationToken);

    /// <inheritdoc />
    public async Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken)
    {
        if (paused) throw new BusUnavailableException("the bus in memory is stopped");
        foreach (var change in changes)
            await bus.Publish(change, context => context.TrySetRoutingKey(Topic.RoutingKey(change.Kind, change.Namespace, change.Node)), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(name, topics, change => paused ? Task.CompletedTask : handler(change), gone => subscriptions.TryRemove(gone, out _));
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

    private void Turn(bool connected)
    {
        if (paused != connected) return;
        paused = !connected;
        ConnectionChanged?.Invoke(connected);
    }

    private static void Bind(IReceiveEndpointConfigurator configurator, Subscription subscription)
    {
        foreach (var topic in subscription.Topics)
            ((IInMemoryReceiveEndpointConfigurator)configurator).Bind(Topic.Exchange, ExchangeType.Topic, topic.Pattern);
    }
}
