using DuckBus.Client.Queues;
using DuckBus.Testing;

namespace DuckBus.Client.Tests.Queues;

public sealed class BeatTests
{
    [Theory]
    [InlineData(0.0, 1.0, 1.0)]
    [InlineData(0.1, 1.0, 0.9)]
    [InlineData(0.2, 1.0, 1.05)]
    [InlineData(0.3, 4.513, 4.45)]
    [InlineData(0.1, 0.5, 0.4)]
    [InlineData(0.1, 0.49, 0.49)]
    [InlineData(0.1, 0.0, 0.0)]
    public void A_pause_ends_on_a_beat_unless_it_is_short(double now, double pause, double aligned)
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(now));

        Beat.Align(TimeSpan.FromSeconds(pause), time).TotalSeconds.ShouldBe(aligned, 0.0001);
    }
}
