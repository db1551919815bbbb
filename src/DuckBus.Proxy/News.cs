using DuckBus.Client.Queues;
using DuckBus.Proxy.Feed;

namespace DuckBus.Proxy;

/// <summary>Gathers why the table has to be made anew, until it is.</summary>
internal sealed class News(TimeProvider time)
{
    private const int Most = 32;
    private readonly Lock gate = new();
    private readonly Signal added = new();
    private List<Cause> causes = [];
    private long since;

    /// <summary>Completes when there is more. Take it before <see cref="Take"/>.</summary>
    public Task Next => added.Next;

    /// <summary>Something changed.</summary>
    public void Add(Cause cause)
    {
        lock (gate)
        {
            if (causes.Count == 0) since = time.GetTimestamp();
            if (causes.Count < Most && !causes.Contains(cause)) causes.Add(cause);
        }

        added.Fire();
    }

    /// <summary>All that was gathered, and when the first of it came.</summary>
    public (IReadOnlyList<Cause> Causes, long Since) Take()
    {
        lock (gate)
        {
            var taken = causes;
            causes = [];
            return (taken, since);
        }
    }
}
