using System.Globalization;

namespace DuckBus.Kubelet.Docker;

/// <summary>The engine's times.</summary>
internal static class DockerTime
{
    private const int TickDigits = 7;

    /// <summary>RFC 3339 with up to nanoseconds, cut to ticks of 100 ns; null for Go's zero time and for what is no time.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParse(Cut(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1
            ? time.ToUniversalTime()
            : null;

    /// <summary>Seconds since 1970 with a fraction, as the engine's queries take it.</summary>
    public static string ToUnix(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond:0000000}";
    }

    // The framework rounds an eighth digit instead of cutting it, which would let a line of a log move past its successor.
    private static string Cut(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot < 0)
            return text.ToString();
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - dot - 1 <= TickDigits ? text.ToString() : string.Concat(text[..(dot + 1 + TickDigits)], text[end..]);
    }
}
