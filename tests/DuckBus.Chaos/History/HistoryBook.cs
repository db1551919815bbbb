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

    /// <summary>Whether the log was read to its end: only then is what is not in it lost.</summary>
    public bool LogIsWhole { get; set; }

    /// <summary>The log of the small server, in order.</summary>
    public List<LoggedChange> SmallLog { get; } = [];

    /// <summary>Whether the log of the small server was read to its end.</summary>
    public bool SmallLogIsWhole { get; set; }

    /// <summary>What was found wrong on the way.</summary>
    public ConcurrentQueue<Violation> Violations { get; } = new();

    /// <summary>What this program itself could not do.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    /// <summary>What was to go wrong and did not.</summary>
    public ConcurrentQueue<VainFault> Vain { get; } = new();

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
    /// <param name="what">As a sentence.</param>
    /// <param name="stands">Whether it is wrong whatever else went wrong in the run itself.</param>
    public void Violation(string what, bool stands = false)
    {
        Violations.Enqueue(new Violation(what, stands));
        Say($"✗ {what}");
    }

    /// <summary>Does a thing, and notes if this program could not do it.</summary>
    /// <param name="what">What the failure means, as the beginning of a sentence: <c>could not be mended: …</c></param>
    /// <param name="act">The thing.</param>
    /// <param name="interrupt">The one reason that is not noted and ends the caller, too.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> TryAsync(string what, Func<Task> act, CancellationToken interrupt = default)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception e) when (!interrupt.IsCancellationRequested)
        {
            var trouble = $"{what}: {OneLine.Of(e)}";
            Troubles.Enqueue(trouble);
            Say($"⚠ {trouble}");
            return false;
        }
    }
}
