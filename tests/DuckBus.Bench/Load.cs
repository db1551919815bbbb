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
        var clock = Stopwatch.StartNew();
        var counts = new int[clients];
        var threads = Enumerable.Range(0, clients).Select(i => new Thread(() =>
        {
            using var client = new KeepAliveClient(address);
            for (; clock.Elapsed < time; counts[i]++) client.Ask(request(i, counts[i]));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
