namespace DuckBus.Chaos.Tests;

public sealed class ChaosTests
{
    [Fact]
    public async Task A_short_run_leaves_every_invariant_intact()
    {
        var report = await ChaosRun.RunAsync(new ChaosOptions
        {
            Seed = 20261126,
            Time = TimeSpan.FromSeconds(8),
            Bound = TimeSpan.FromSeconds(120),
        }, TestContext.Current.CancellationToken);
        report.Troubles.ShouldBeEmpty(string.Join('\n', report.Lines));
        report.Violations.ShouldBeEmpty(string.Join('\n', report.Lines));
    }
}
