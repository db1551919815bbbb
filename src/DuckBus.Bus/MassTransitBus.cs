using MassTransit;

namespace DuckBus.Bus;

/// <summary>How changes look in RabbitMQ: one topic exchange, and a queue for each subscription that goes with its connection.</summary>
internal static class MassTransitBus
{
    /// <summary>A bus that is not started yet.</summary>
    public static IBusControl Create(BusOptions options, BrokerSockets sockets) => MassTransit.Bus.Factory.CreateUsingRabbitMq(factory =>
    {
        factory.Host(options.Uri, host =>
        {
            host.Heartbeat(TimeSpan.FromSeconds(5));
            host.PublisherConfirmation = true;
            host.OnRefreshConnectionFactory = connections =>
            {
                connections.SocketFactory = sockets.Open;
                return Task.CompletedTask;
            };
        });
        factory.AutoStart = false;
        factory.Message<ResourceChanged>(message => message.SetEntityName(options.Exchange));
        factory.Publish<ResourceChanged>(publish =>
        {
            publish.ExchangeType = "topic";
            publish.Durable = false;
        });
    });

    /// <summary>Makes a queue that gets what matches the topics.</summary>
    public static void Bind(BusOptions options, IReceiveEndpointConfigurator configurator, IReadOnlyList<Topic> topics)
    {
        var queue = (IRabbitMqReceiveEndpointConfigurator)configurator;
        queue.Durable = false;
        queue.AutoDelete = true;
        queue.Exclusive = true;
        foreach (var topic in topics)
            queue.Bind(options.Exchange, binding =>
            {
                binding.ExchangeType = "topic";
                binding.Durable = false;
                binding.RoutingKey = topic.Pattern;
            });
    }

    /// <summary>Completes when the broker has taken the change.</summary>
    public static Task PublishAsync(IBusControl bus, ResourceChanged change, CancellationToken cancellationToken) =>
        bus.Publish(change, context => Route(context, change), cancellationToken);

    private static void Route(PublishContext<ResourceChanged> context, ResourceChanged change)
    {
        context.TrySetRoutingKey(Topic.RoutingKey(change.Kind, change.Namespace, change.Node));
        context.Durable = false;
        if (change.TraceParent is { } trace) context.Headers.Set("traceparent", trace);
    }
}
