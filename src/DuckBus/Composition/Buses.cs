using DuckBus.Bus;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>The bus that the settings ask for.</summary>
internal static class Buses
{
    /// <summary>
    /// The bus of this process, started. With RabbitMQ it may be absent: the parts go on by resync. Without RabbitMQ the bus
    /// is in memory and reaches the parts of this process only; parts that run alone then live by resync as well.
    /// </summary>
    public static async Task<IChangeBus> StartAsync(Host host)
    {
        IChangeBus bus = host.Settings.RabbitMq is { } uri
            ? new RabbitMqChangeBus(new BusOptions { Uri = new Uri(uri) }, host.Time, host.Logs)
            : new InMemoryChangeBus();
        await bus.StartAsync(host.Stopping);
        return bus;
    }

    /// <summary>Says so when a part that runs alone has no bus to others.</summary>
    public static void WarnIfAlone(Host host, ILogger log)
    {
        if (host.Settings is { RabbitMq: null, Sync: Client.Informers.SyncMode.Bus })
            log.LogWarning("no --rabbitmq: changes are learned by resync, every {Seconds} s", host.Settings.Timings.Resync.TotalSeconds);
    }
}
