using DuckBus.Controllers.Workloads;

namespace DuckBus.Controllers.Tests.Workloads;

public sealed class SlowStartTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public async Task All_are_done_when_none_fails(int count)
    {
        var calls = 0;
        (await SlowStart.RunAsync(count, () => Task.FromResult(Interlocked.Increment(ref calls)))).ShouldBe((count, null));
        calls.ShouldBe(count);
    }

    [Fact]
    public async Task What_fails_for_all_is_tried_once()
    {
        var calls = 0;
        var (done, failure) = await SlowStart.RunAsync(500, () => { calls++; return Task.FromException(new InvalidOperationException("quota")); });
        (calls, done, failure!.Message).ShouldBe((1, 0, "quota"));
    }

    [Fact]
    public async Task The_batch_that_has_a_failure_is_the_last()
    {
        var calls = 0;
        var (done, failure) = await SlowStart.RunAsync(500, () => Interlocked.Increment(ref calls) == 3
            ? Task.FromException(new InvalidOperationException("once")) : Task.CompletedTask);
        (calls, done).ShouldBe((3, 2));
        failure.ShouldNotBeNull();
    }
}
