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
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(40);

    private readonly BusOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ConcurrentDictionary<Subscription, bool> subscriptions = new();
    private readonly Lock turning = new();
    private readonly CancellationTokenSource stop = new();
    private volatile IBusControl? bus;
    private TimeSpan patience = ShortPatience;
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
            foreach (var change in changes.Take(alone)) await MassTransitBus.PublishAsync(current, change, bound.Token).WaitAsync(bound.Token);
            warm = current;

            // Started one after the other on one channel, so the broker takes them in this order; the confirms are awaited together.
            await Task.WhenAll(changes.Skip(alone).Select(change => MassTransitBus.PublishAsync(current, change, bound.Token))).WaitAsync(bound.Token);
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
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Register(subscription) is not { } current) return subscription;
            var ready = ConnectAsync(subscription, current, stop.Token);

            // A broker that dies at this moment never says no, so the wait has a bound: whoever waits for us must not wait for the broker.
            var inTime = await Task.WhenAny(ready, Task.Delay(ShortPatience, cancellationToken)) == ready;
            cancellationToken.ThrowIfCancellationRequested();
            if (inTime) await ready;
            else _ = TellLaterAsync(subscription, ready, current);
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

    /// <summary>Who subscribed and did not get a queue in time may have missed changes until it is there: all look then.</summary>
    private async Task TellLaterAsync(Subscription subscription, Task ready, IBusControl current)
    {
        try
        {
            await ready;
            if (ReferenceEquals(bus, current) && !subscription.Disposed) ConnectionChanged?.Invoke(true);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogDebug(e, "a late subscription waits for RabbitMQ");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
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
            var (sockets, limit) = (new BrokerSockets(), patience);
            var current = MassTransitBus.Create(options, sockets);
            if (await StartAsync(current, watch, cancellationToken))
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
                log.LogWarning("⚠ RabbitMQ at {Broker} answers and is not ready for the bus within {Seconds} s: going on by resync", options.Display, limit.TotalSeconds);
                told = true;
            }

            await EndAsync(current, sockets);
        }
    }

    /// <summary>
    /// Starts a bus with all its subscriptions, unless the broker goes away meanwhile. Over a slow link that takes long, so each try that was
    /// given up makes the next one longer, and what sufficed is kept.
    /// </summary>
    private async Task<bool> StartAsync(IBusControl current, BrokerWatch watch, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        try
        {
            var starting = ConnectAllAsync(current, bound.Token);
            await Task.WhenAny(starting, watch.LostAsync(bound.Token));
            if (bound.IsCancellationRequested) patience = Longer(patience);
            await bound.CancelAsync();
            await starting;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Also when cancelled: what has been started by then is to be stopped.
            log.LogDebug(e, "RabbitMQ at {Broker} answered and went away again", options.Display);
            return false;
        }
    }

    private static TimeSpan Longer(TimeSpan patience) => 2 * patience < LongPatience ? 2 * patience : LongPatience;

    private async Task ConnectAllAsync(IBusControl current, CancellationToken cancellationToken)
    {
        await current.StartAsync(cancellationToken);
        HashSet<Subscription> begun = [];
        while (Turn(current, begun) is { Count: > 0 } next)
            await Task.WhenAll(next.Select(subscription => ConnectAsync(subscription, current, cancellationToken)));
    }

    /// <summary>Those that registered meanwhile and have no queue yet; when there are none, this is the bus from now on.</summary>
    private List<Subscription> Turn(IBusControl current, HashSet<Subscription> begun)
    {
        lock (turning)
        {
            var next = subscriptions.Keys.Where(begun.Add).ToList();
            if (next.Count == 0) bus = current;
            return next;
        }
    }

    /// <summary>Registers a subscription, and tells which bus it has to be connected to; a bus that is about to be connects it by itself.</summary>
    private IBusControl? Register(Subscription subscription)
    {
        lock (turning)
        {
            subscriptions[subscription] = true;
            return bus;
        }
    }

    private Task ConnectAsync(Subscription subscription, IBusControl current, CancellationToken cancellationToken) =>
        subscription.ConnectAsync(current, (queue, own) => MassTransitBus.Bind(options, queue, own.Topics), cancellationToken);

    /// <summary>
    /// Gives a bus up whose broker may be gone: stopping it cleanly could take for ever, so nobody waits long. It goes on stopping all the
    /// same, without its connection, and the broker forgets its queues.
    /// </summary>
    private async Task EndAsync(IBusControl current, BrokerSockets sockets)
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
        finally
        {
            sockets.Close();
        }
    }
}
