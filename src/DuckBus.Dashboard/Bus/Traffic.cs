using System.Collections.Immutable;

namespace DuckBus.Dashboard.Bus;

/// <summary>What travels over the bus at the moment, and how much. Immutable.</summary>
public sealed record Traffic
{
    /// <summary>How long a dot is under way.</summary>
    public static readonly TimeSpan Journey = TimeSpan.FromMilliseconds(1400);

    private const int DotsAtOnce = 24;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Close = TimeSpan.FromMilliseconds(150);

    /// <summary>An empty line.</summary>
    public static Traffic None { get; } = new();

    /// <summary>The dots under way, oldest first.</summary>
    public ImmutableList<Dot> Dots { get; init; } = [];

    /// <summary>How many changes there were in each second of the last few.</summary>
    public ImmutableSortedDictionary<long, int> Seconds { get; init; } = ImmutableSortedDictionary<long, int>.Empty;

    /// <summary>How many changes there were.</summary>
    public long Total { get; init; }

    /// <summary>Takes in a change that is not drawn.</summary>
    public Traffic Count(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        return this with { Seconds = Seconds.SetItem(second, Seconds.GetValueOrDefault(second) + 1), Total = Total + 1 };
    }

    /// <summary>Takes in a change. One that follows close behind another to the same station joins it when the line is full.</summary>
    public Traffic Add(Dot dot)
    {
        var counted = Count(dot.At);
        var ahead = Dots.FindLast(other => other.To == dot.To && other.Kind == dot.Kind);
        var full = Dots.Count >= DotsAtOnce || (ahead is not null && dot.At - ahead.At < Close && Dots.Count >= DotsAtOnce / 2);
        var dots = full && ahead is not null ? Dots.Replace(ahead, ahead with { Changes = ahead.Changes + 1 })
            : full ? Dots : Dots.Add(dot with { Number = Total });
        return counted with { Dots = dots };
    }

    /// <summary>Forgets what has arrived.</summary>
    public Traffic Sweep(DateTimeOffset now)
    {
        var oldest = (now - Window).ToUnixTimeSeconds();
        var dots = Dots.RemoveAll(dot => now - dot.At > Journey);
        var seconds = Seconds.RemoveRange(Seconds.Keys.Where(second => second < oldest));
        return dots.Count == Dots.Count && seconds.Count == Seconds.Count ? this : this with { Dots = dots, Seconds = seconds };
    }

    /// <summary>Changes a second, over the last few seconds.</summary>
    public double Rate(DateTimeOffset now)
    {
        var (from, to) = ((now - Window).ToUnixTimeSeconds(), now.ToUnixTimeSeconds());
        return Seconds.Where(second => second.Key >= from && second.Key < to).Sum(second => second.Value) / Window.TotalSeconds;
    }
}
