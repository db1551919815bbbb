using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>When a probe checks, and how many results in a row count. Kubernetes' defaults fill what is not given.</summary>
/// <param name="InitialDelay">From the start of the container to the first check.</param>
/// <param name="Period">From check to check.</param>
/// <param name="Timeout">The longest that a check may take.</param>
/// <param name="SuccessThreshold">Successes in a row that make a success.</param>
/// <param name="FailureThreshold">Failures in a row that make a failure.</param>
internal sealed record ProbeSchedule(TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int SuccessThreshold, int FailureThreshold)
{
    /// <summary>The schedule of a probe.</summary>
    public static ProbeSchedule Of(Probe probe) => new(
        TimeSpan.FromSeconds(probe.InitialDelaySeconds ?? 0),
        TimeSpan.FromSeconds(probe.PeriodSeconds is > 0 and var period ? period : 10),
        TimeSpan.FromSeconds(probe.TimeoutSeconds is > 0 and var timeout ? timeout : 1),
        probe.SuccessThreshold is > 0 and var successes ? successes : 1,
        probe.FailureThreshold is > 0 and var failures ? failures : 3);

    /// <summary>How long to wait for the first check.</summary>
    public TimeSpan FirstWait(DateTimeOffset startedAt, DateTimeOffset now) =>
        startedAt + InitialDelay - now is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
