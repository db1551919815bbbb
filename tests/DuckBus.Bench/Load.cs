using System.Diagnostics;

namespace DuckBus.Bench;

/// <summary>Many connections, each of which asks again as soon as it has its answer.</summary>
public static class Load
{
    /// <summary>The same GET for a time; answers per second, all connections together.</summary>
    public static double Run(Uri address, string path, int clients, TimeSpan time)
    {
        var get = KeepAliveClient.Get(address, path);
        return Run(address, clients, time, (_, _) => get);
    }

    /// <summary>Requests for a time; answers per second, all connections together.</summary>
    /// <param name="address">The server.</param>
    /// <param name="clients">How many connections.</param>
    /// <param name="time">How long.</param>
    /// <param name="request">The bytes of the n-th request of a client.</param>
    public static double Run(Uri address, int clients, TimeSpan time, Func<int, int, byte[]> request)
    {
        var counts = new int[clients];
        var took = Together(address, clients, (client, i, clock) =>
        {
            for (; clock.Elapsed < time; counts[i]++) client.Ask(request(i, counts[i]));
        });
        return counts.Sum() / took.TotalSeconds;
    }

    /// <summary>Pieces of work, each of some requests one after the other; pieces per second, all connections together.</summary>
    /// <param name="address">The server.</param>
    /// <param name="clients">How many connections.</param>
    /// <param name="count">How many pieces in all.</param>
    /// <param name="requests">The bytes of the requests of the n-th piece.</param>
    public static double Share(Uri address, int clients, int count, Func<int, IEnumerable<byte[]>> requests)
    {
        var next = -1;
        var took = Together(address, clients, (client, _, _) =>
        {
            for (var piece = Interlocked.Increment(ref next); piece < count; piece = Interlocked.Increment(ref next))
                foreach (var request in requests(piece)) client.Ask(request);
        });
        return count / took.TotalSeconds;
    }

    private static TimeSpan Together(Uri address, int clients, Action<KeepAliveClient, int, Stopwatch> act)
    {
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, clients).Select(i => new Thread(() =>
        {
            using var client = new KeepAliveClient(address);
            act(client, i, clock);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return clock.Elapsed;
    }
}
