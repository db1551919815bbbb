using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace DuckBus.Chaos.History;

/// <summary>Takes down all that happens in a run, from any thread.</summary>
public sealed class HistoryBook
{
    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>Since the start.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(started);

    /// <summary>The writes to the cluster.</summary>
    public ConcurrentQueue<ClientWrite> Writes { get; } = new();

    /// <summary>The writes to the small server.</summary>
    public ConcurrentQueue<ClientWrite> SmallWrites { get; } = new();

    /// <summary>What was asked for declared containers.</summary>
    public ConcurrentQueue<Demand> Demands { get; } = new();

    /// <summary>What the watchers saw.</summary>
    public ConcurrentQueue<WatchHistory> Watches { get; } = new();

    /// <summary>The log of changes, in order.</summary>
    public List<LoggedChange> Log { get; } = [];

    /// <summary>What was found wrong on the way.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>What was done and seen, for people.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>How often the engine was looked at.</summary>
    public int Sights { get; set; }

    /// <summary>Notes and prints a line.</summary>
    public void Say(string line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds,7:0.0} s  {line}");
        Lines.Enqueue(text);
        Console.WriteLine(text);
    }

    /// <summary>Notes what must not be.</summary>
    public void Violation(string what)
    {
        Violations.Enqueue(what);
        Say($"✗ {what}");
    }
}
