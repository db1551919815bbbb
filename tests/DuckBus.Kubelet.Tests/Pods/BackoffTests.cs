using DuckBus.Kubelet.Pods;

namespace DuckBus.Kubelet.Tests.Pods;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1_000_000, 300)]
    public void The_wait_doubles_up_to_five_minutes(int failures, double seconds) =>
        Backoff.Delay(failures, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)).TotalSeconds.ShouldBe(seconds);

    [Fact]
    public void Another_failure_of_the_same_sort_waits_longer_and_another_sort_starts_anew()
    {
        var once = Trouble.Again(null, Trouble.ErrImagePull, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        var twice = Trouble.Again(once, Trouble.ErrImagePull, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        var other = Trouble.Again(twice, Trouble.RunError, "no", Fakes.A.Noon, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        (once.RetryAt - once.At).ShouldBe(TimeSpan.FromSeconds(1));
        (twice.RetryAt - twice.At).ShouldBe(TimeSpan.FromSeconds(2));
        (other.RetryAt - other.At).ShouldBe(TimeSpan.FromSeconds(1));
    }
}
