using MassTransit;

namespace DuckBus.Bus;

/// <summary>A subscriber, and its receive endpoint on the bus that is up at the moment, if one is.</summary>
internal sealed class Subscription(string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, Action<Subscription> remove)
    : IAsyncDisposable
{
    private HostReceiveEndpointHandle? endpoint;

    public IReadOnlyList<Topic> Topics { get; } = topics;

    public bool Disposed { get; private set; }

    /// <summary>Connects it to a bus: one message after the other, in the order of arrival.</summary>
    public async Task ConnectAsync(
        IBusControl bus, Action<IReceiveEndpointConfigurator, Subscription> bind, CancellationToken cancellationToken)
    {
        // Never the same name twice: a connection that was given up may hold its queue, which nobody else may use, for a while.
        var connected = bus.ConnectReceiveEndpoint($"duckbus.{name}.{Guid.NewGuid():N}", configurator =>
        {
            configurator.ConfigureConsumeTopology = false;
            configurator.PrefetchCount = 1_000;
            configurator.ConcurrentMessageLimit = 1;
            bind(configurator, this);
            configurator.Handler<ResourceChanged>(context => Disposed ? Task.CompletedTask : handler(context.Message));
        });
        endpoint = connected;
        await connected.Ready.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Disposed) return;
        Disposed = true;
        remove(this);
        if (endpoint is null) return;
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            // An endpoint that never got ready takes no notice of the token, and would keep whoever ends its work for ever.
            await endpoint.StopAsync(bound.Token).WaitAsync(bound.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The broker is gone, and the queue with it: it was exclusive to the connection.
        }
    }
}
