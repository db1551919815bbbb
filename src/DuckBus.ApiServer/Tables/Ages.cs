namespace DuckBus.ApiServer.Tables;

/// <summary>Durations as people read them: two units at most, the coarser the longer. Kubernetes' HumanDuration.</summary>
internal static class Ages
{
    /// <summary>The time since a moment; <c>&lt;unknown&gt;</c> if there is none.</summary>
    public static string Since(DateTimeOffset? moment, DateTimeOffset now) => moment is { } since ? Of(now - since) : "<unknown>";

    /// <summary>
    /// Seconds up to two minutes, then <c>5m3s</c> up to ten minutes, minutes up to three hours, <c>5h12m</c> up to eight,
    /// hours up to two days, <c>3d4h</c> up to eight, days up to two years, <c>3y40d</c> up to eight, then years.
    /// </summary>
    public static string Of(TimeSpan duration)
    {
        var (seconds, minutes, hours) = ((long)duration.TotalSeconds, (long)duration.TotalMinutes, (long)duration.TotalHours);
        var days = hours / 24;
        return 0 switch
        {
            _ when seconds < -1 => "<invalid>",
            _ when seconds < 0 => "0s",
            _ when seconds < 2 * 60 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 3 * 60 => $"{minutes}m",
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => $"{hours}h",
            _ when days < 8 => Two(days, "d", hours % 24, "h"),
            _ when days < 2 * 365 => $"{days}d",
            _ when days < 8 * 365 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long big, string bigUnit, long small, string smallUnit) =>
        small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
}
