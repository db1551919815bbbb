using DuckBus.Bus;
using DuckBus.Client.Informers;
using DuckBus.Configuration;

namespace DuckBus.Composition;

/// <summary>The bus that the settings ask for.</summary>
internal static class Buses
{
    /// <summary>A part's bus, started. RabbitMQ may be absent: the part goes on by resync.</summary>
    public static async Task<IChangeBus> StartAsync(Host host, string part)
    {
        var bus = Create(host, part);
        await bus.StartAsync(host.Stopping);
        return bus;
    }

    private static IChangeBus Create(Host host, string part) => throw new NotSupportedException();
}
