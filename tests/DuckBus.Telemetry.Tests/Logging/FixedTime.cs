namespace DuckBus.Telemetry.Tests.Logging;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public static readonly TimeProvider Instance = new FixedTime(new DateTimeOffset(2026, 11, 21, 14, 23, 15, 123, TimeSpan.Zero));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => now;
}
