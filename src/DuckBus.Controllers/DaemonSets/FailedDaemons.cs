using System.Collections.Concurrent;
using DuckBus.Client.Queues;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>Daemons that fail at once on a node are not replaced at once for ever: each time it takes twice as long, up to 15 minutes.</summary>
public sealed class FailedDaemons
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<(ObjectName Set, string Node), (int Failures, DateTimeOffset Until)> failed = new();

    /// <summary>How long the failed pod of a set has to stay on a node; zero if it may be replaced now, which counts.</summary>
    public TimeSpan Wait(ObjectName set, string node, DateTimeOffset now)
    {
        var (failures, until) = failed.GetValueOrDefault((set, node));
        if (until > now) return until - now;
        if (now - until > Longest * 2) failures = 0;
        failed[(set, node)] = (failures + 1, now + BackOff.Delay(failures + 1, First, Longest));
        return TimeSpan.Zero;
    }

    /// <summary>Forgets a set that is gone.</summary>
    public void Forget(ObjectName set)
    {
        foreach (var key in failed.Keys.Where(key => key.Set == set)) failed.TryRemove(key, out _);
    }
}
