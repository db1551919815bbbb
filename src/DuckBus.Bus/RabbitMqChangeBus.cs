using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Bus;

/// <summary>
/// The bus over RabbitMQ. MassTransit alone would take up to half a minute to notice that the broker is back, so a
/// <see cref="BrokerWatch"/> tells when it comes and goes, and the MassTransit bus lives just as long as the broker answers.
/// </summary>
public sealed class RabbitMqChangeBus : IChangeBus
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly BusOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<Subscription, bool> subscriptions = new();
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private volatile IBusControl? bus;
    private IBusControl? warm;
    private Task run = Task.CompletedTask;

    /// <summary>Creates the bus; nothing connects yet.</summary>
    /// <param name="options">Where the broker is.</param>
    /// <param name="time">The clock of the probes.</param>
    /// <param name="logs">For one line when the broker comes and one when it goes.</param>
    public RabbitMqChangeBus(BusOptions options, TimeProvider time, ILoggerFactory logs)
    {
        this.options = options;
        this.time = time;
        log = logs.CreateLogger("bus");
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
    }

    /// <inheritdoc />
    public bool IsConnected => bus is not null;

    /// <inheritdoc />
    public event Action<bool>? ConnectionChanged;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        run = Task.Run(() => RunAsync(stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task PublishAsync(IReadOnlyList<ResourceChanged> changes, CancellationToken cancellationToken)
    {
        var current = bus ?? throw new BusUnavailableException($"RabbitMQ at {options.Display} is not reachable");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(options.PublishTimeout);
        try
        {
            // The first publish of a bus opens its channel: what is started meanwhile would overtake it.
            var alone = ReferenceEquals(warm, current) ? 0 : 1;
            foreach (var change in changes.Take(alone)) await PublishAsync(current, change, bound.Token).WaitAsync(bound.Token);
            warm = current;

            // Started one after the other on one channel, so the broker takes them in this order; the confirms are awaited together.
            await Task.WhenAll(changes.Skip(alone).Select(change => PublishAsync(current, change, bound.Token))).WaitAsync(bound.Token);
        }
        catch (Exception e)
        {
            // Who gave up is told so, and not how the broker failed at that very moment.
            cancellationToken.ThrowIfCancellationRequested();
            throw new BusUnavailableException($"RabbitMQ at {options.Display} did not take the changes: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public async Task<IAsyncDisposable> SubscribeAsync(
        string name, IReadOnlyList<Topic> topics, Func<ResourceChanged, Task> handler, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(name, topics, handler, gone => subscriptions.TryRemove(gone, out _));
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var ready = await BeginAsync(subscription, bound.Token, cancellationToken);

            // A broker that dies at this moment never says no, so the wait has a bound: whoever waits for us must not wait for the broker.
            bound.CancelAfter(ConnectTimeout);
            await ready;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The broker went away meanwhile: the subscription is connected with all others when it is back.
            log.LogDebug(e, "subscribing {Name} waits for RabbitMQ", name);
        }
        catch
        {
            // Nobody is there any more who would dispose it.
            await subscription.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        return subscription;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        connecting.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var told = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var watch = await BrokerWatch.WaitForAsync(options, time, reason =>
            {
                if (!told) log.LogWarning("⚠ RabbitMQ unreachable at {Broker} ({Reason}): going on by resync", options.Display, reason);
                told = true;
            }, cancellationToken);
            if (watch is null) return;
            var current = Create();
            if (await StartAsync(current, cancellationToken))
            {
                log.LogInformation("✓ RabbitMQ connected at {Broker}", options.Display);
                told = false;
                ConnectionChanged?.Invoke(true);
                await watch.LostAsync(cancellationToken);
                bus = null;
                ConnectionChanged?.Invoke(false);
            }
            else if (!told && !cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("⚠ RabbitMQ at {Broker} answers and is not ready for the bus within {Seconds} s: going on by resync", options.Display, ConnectTimeout.TotalSeconds);
                told = true;
            }

            await EndAsync(current);
        }
    }

    private IBusControl Create() => MassTransit.Bus.Factory.CreateUsingRabbitMq(factory =>
    {
        factory.Host(options.Uri, host =>
        {
            host.Heartbeat(TimeSpan.FromSeconds(5));
            host.PublisherConfirmation = true;
        });
        factory.AutoStart = false;
        factory.Message<ResourceChanged>(message => message.SetEntityName(options.Exchange));
        factory.Publish<ResourceChanged>(publish =>
        {
            publish.ExchangeType = "topic";
            publish.Durable = false;
        });
    });

    private async Task<bool> StartAsync(IBusControl current, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(ConnectTimeout);
        await connecting.WaitAsync(cancellationToken);
        try
        {
            await current.StartAsync(bound.Token);
            await Task.WhenAll(subscriptions.Keys.Select(subscription => ConnectAsync(subscription, current, bound.Token)));
            bus = current;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Also when cancelled: what has been started by then is to be stopped.
            log.LogDebug(e, "RabbitMQ at {Broker} answered and went away again", options.Display);
            return false;
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>Registers a subscription, and asks the broker for its queue. Several may wait for that together.</summary>
    /// <returns>Completes when the queue is there, or at once while there is no broker.</returns>
    private async Task<Task> BeginAsync(Subscription subscription, CancellationToken untilReady, CancellationToken cancellationToken)
    {
        await connecting.WaitAsync(cancellationToken);
        try
        {
            subscriptions[subscription] = true;
            return bus is { } current ? ConnectAsync(subscription, current, untilReady) : Task.CompletedTask;
        }
        finally
        {
            connecting.Release();
        }
    }

    private Task ConnectAsync(Subscription subscription, IBusControl current, CancellationToken cancellationToken) =>
        subscription.ConnectAsync(current, Bind, cancellationToken);

    private void Bind(IReceiveEndpointConfigurator configurator, Subscription subscription)
    {
        var queue = (IRabbitMqReceiveEndpointConfigurator)configurator;
        queue.Durable = false;
        queue.AutoDelete = true;
        queue.Exclusive = true;
        foreach (var topic in subscription.Topics)
            queue.Bind(options.Exchange, binding =>
            {
                binding.ExchangeType = "topic";
                binding.Durable = false;
                binding.RoutingKey = topic.Pattern;
            });
    }

    private static Task PublishAsync(IBusControl bus, ResourceChanged change, CancellationToken cancellationToken) =>
        bus.Publish(change, context => Route(context, change), cancellationToken);

    private static void Route(PublishContext<ResourceChanged> context, ResourceChanged change)
    {
        context.TrySetRoutingKey(Topic.RoutingKey(change.Kind, change.Namespace, change.Node));
        context.Durable = false;
        if (change.TraceParent is { } trace) context.Headers.Set("traceparent", trace);
    }

    /// <summary>
    /// Gives a bus up whose broker may be gone: stopping it cleanly could take for ever, so nobody waits long. It goes on stopping all the
    /// same: one whose stop is cancelled keeps its connection, and every queue with it.
    /// </summary>
    private async Task EndAsync(IBusControl current)
    {
        bus = null;
        try
        {
            await current.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2), time);
        }
        catch (Exception e)
        {
            log.LogDebug(e, "the bus of a broker that is gone did not stop cleanly");
        }
    }
}
