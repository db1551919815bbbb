using System.Collections.Concurrent;
using System.Net;

namespace DuckBus.Gateway.Forwarding;

/// <summary>The connections to each address that are open or being opened.</summary>
internal sealed class Connections(TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private readonly ConcurrentDictionary<IPAddress, ConcurrentDictionary<Connection, bool>> open = new();

    /// <summary>Notes a connection that is about to be opened.</summary>
    public Connection Open(IPAddress address)
    {
        var connection = new Connection(time);
        while (true)
        {
            var known = open.GetOrAdd(address, _ => new ConcurrentDictionary<Connection, bool>());
            known[connection] = true;

            // Another one may just have removed the set because it was empty.
            if (open.TryGetValue(address, out var still) && ReferenceEquals(still, known)) return connection;
        }
    }

    /// <summary>Notes that it is closed.</summary>
    public void Close(IPAddress address, Connection connection)
    {
        if (!open.TryGetValue(address, out var known)) return;
        known.TryRemove(connection, out _);
        if (known.IsEmpty) open.TryRemove(new(address, known));
    }

    /// <summary>How many connections to an address are in use.</summary>
    public int InUse(IPAddress address) => open.TryGetValue(address, out var known) ? known.Keys.Count(connection => connection.IsInUse) : 0;

    /// <summary>Waits until no connection to an address is in use, but not longer than that.</summary>
    /// <returns>How many are in use all the same.</returns>
    public async Task<int> DrainAsync(IPAddress address, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var inUse = InUse(address);
            if (inUse == 0 || time.GetElapsedTime(since) >= atMost) return inUse;
            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
