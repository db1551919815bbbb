using DuckBus.Kubelet.Probes;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Tests.Probes;

public sealed class ProbeProgressTests
{
    [Theory]
    [InlineData(1, 3, "", "?")]
    [InlineData(1, 3, "+", "+")]
    [InlineData(1, 3, "--", "?")]
    [InlineData(1, 3, "---", "-")]
    [InlineData(1, 3, "--+--", "+")]
    [InlineData(1, 3, "+---", "-")]
    [InlineData(1, 3, "---+", "+")]
    [InlineData(2, 1, "+", "?")]
    [InlineData(2, 1, "++", "+")]
    [InlineData(2, 1, "++-+", "-")]
    [InlineData(2, 1, "++-++", "+")]
    [InlineData(3, 2, "+-+-++", "?")]
    public void A_verdict_changes_when_enough_results_came_in_a_row(int successes, int failures, string results, string verdict)
    {
        var schedule = ProbeSchedule.Of(new Probe { SuccessThreshold = successes, FailureThreshold = failures });
        var progress = results.Aggregate(new ProbeProgress(), (so, result) => so.After(result == '+', schedule));
        (progress.Verdict switch { true => "+", false => "-", null => "?" }).ShouldBe(verdict);
    }

    [Fact]
    public void What_a_probe_does_not_say_is_what_Kubernetes_says() =>
        ProbeSchedule.Of(new Probe()).ShouldBe(new ProbeSchedule(
            TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), SuccessThreshold: 1, FailureThreshold: 3));

    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(5, 3, 2)]
    [InlineData(5, 60, 0)]
    [InlineData(0, 0, 0)]
    public void The_first_check_waits_for_the_initial_delay_from_the_start(int delay, int after, int wait) =>
        ProbeSchedule.Of(new Probe { InitialDelaySeconds = delay })
            .FirstWait(Fakes.A.Noon, Fakes.A.Noon.AddSeconds(after)).ShouldBe(TimeSpan.FromSeconds(wait));
}
