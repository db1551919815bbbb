using DuckBus.Client.Queues;

namespace DuckBus.Client.Tests.Queues;

public sealed class BackOffTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(int.MaxValue, 300)]
    public void The_wait_doubles_up_to_five_minutes(int failures, double seconds) =>
        BackOff.Delay(failures, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)).TotalSeconds.ShouldBe(seconds);
}
