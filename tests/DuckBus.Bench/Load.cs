using System.Diagnostics;

namespace DuckBus.Bench;

/// <summary>The same GET again and again from many connections.</summary>
/// <param name="PerSecond">Answers per second, all connections together.</param>
/// <param name="Median">The time from a request to the end of its answer, in the middle.</param>
public sealed record Load(double PerSecond, double Median)
{
    /// <summary>Runs for a time.</summary>
    public static Load Run(Uri address, string path, int clients, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var takes = new List<double>[clients];
        var threads = Enumerable.Range(0, clients).Select(i => new Thread(() =>
        {
            using var client = new KeepAliveClient(address, path);
            var took = takes[i] = [];
            for (var at = clock.Elapsed; at < time; at = clock.Elapsed)
            {
                client.Get();
                took.Add((clock.Elapsed - at).TotalMilliseconds);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return new Load(takes.Sum(took => took.Count) / clock.Elapsed.TotalSeconds, Report.Median([.. takes.SelectMany(took => took)]));
    }
}
