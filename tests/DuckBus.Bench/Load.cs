using System.Diagnostics;

namespace DuckBus.Bench;

/// <summary>The same GET again and again from many connections.</summary>
public static class Load
{
    /// <summary>Runs for a time; answers per second, all connections together.</summary>
    public static double Run(Uri address, string path, int clients, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = new int[clients];
        var threads = Enumerable.Range(0, clients).Select(i => new Thread(() =>
        {
            using var client = new KeepAliveClient(address, path);
            for (; clock.Elapsed < time; counts[i]++) client.Get();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
