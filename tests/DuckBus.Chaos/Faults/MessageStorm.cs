using System.Collections.Concurrent;
using DuckBus.Bus;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Chaos.Faults;

/// <summary>Listens to all news on the bus, and on demand tells old ones again, in any order.</summary>
public sealed class MessageStorm(Uri broker, int seed) : IAsyncDisposable
{
    private const int Remembered = 500;
    private const int AtOnce = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly RabbitMqChangeBus bus = new(new BusOptions { Uri = broker }, TimeProvider.System, NullLoggerFactory.Instance);
    private readonly ConcurrentQueue<ResourceChanged> past = new();
    private readonly Random random = new(seed);
    private long newest;

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await bus.StartAsync(cancellationToken);
        await bus.SubscribeAsync("chaos", [new Topic()], Remember, cancellationToken);
    }

    /// <summary>Tells old news until it is cancelled.</summary>
    /// <param name="tally">Whether the broker takes it.</param>
    /// <param name="cancellationToken">The end.</param>
    public async Task BlowAsync(Tally tally, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var all = past.ToArray();
            random.Shuffle(all);
            ResourceChanged[] some = [.. all.Take(AtOnce)];
            try
            {
                if (some.Length == 0) tally.Refused(1, "there is no old news yet");
                else await bus.PublishAsync(some, cancellationToken);
                tally.Taken(some.Length);
            }
            catch (BusUnavailableException e)
            {
                tally.Refused(some.Length, e.Message); // The broker is down too.
            }
            catch (OperationCanceledException)
            {
                // The end.
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => bus.DisposeAsync();

    // What it tells itself comes back to it, and is not news.
    private Task Remember(ResourceChanged change)
    {
        lock (past)
        {
            if (change.Revision <= newest) return Task.CompletedTask;
            newest = change.Revision;
            past.Enqueue(change);
            while (past.Count > Remembered) past.TryDequeue(out _);
        }

        return Task.CompletedTask;
    }
}
