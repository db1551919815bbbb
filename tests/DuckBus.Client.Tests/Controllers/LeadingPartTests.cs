using DuckBus.Client.Controllers;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Tests.Controllers;

public sealed class LeadingPartTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_that_nobody_thought_of_ends_the_term_and_not_the_part(bool elects)
    {
        using var api = new FakeApi();
        using var telemetry = new PartTelemetry("part");
        using var logs = new LogLines();
        var terms = 0;
        await using var part = LeadingPart.Start(
            new LeadingPartOptions { Name = "part", LeaderElection = elects, Identity = "me", LeaseDuration = TimeSpan.FromSeconds(2) },
            api.Client, new FakeBus(), telemetry, TimeProvider.System, logs,
            _ => [async cancellationToken =>
            {
                if (Interlocked.Increment(ref terms) == 1) throw new InvalidOperationException("a bug");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }]);

        await Eventually.Async("a second term begins", Deadline, () => Volatile.Read(ref terms) == 2, () => $"{terms} terms");
        logs.Of(LogLevel.Error).ShouldHaveSingleItem().ShouldContain("nobody thought of");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_fails_while_the_part_stops_is_no_failure_of_the_part(bool elects)
    {
        using var api = new FakeApi();
        using var telemetry = new PartTelemetry("part");
        using var logs = new LogLines();
        var working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var part = LeadingPart.Start(
            new LeadingPartOptions { Name = "part", LeaderElection = elects, Identity = "me", LeaseDuration = TimeSpan.FromSeconds(2) },
            api.Client, new FakeBus(), telemetry, TimeProvider.System, logs,
            _ => [async cancellationToken =>
            {
                working.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new HttpRequestException("connection reset");
            }]);
        await working.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await part.DisposeAsync();

        logs.Of(LogLevel.Error).ShouldBeEmpty();
    }
}
