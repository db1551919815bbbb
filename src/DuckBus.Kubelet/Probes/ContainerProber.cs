using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Asks the probes of one attempt of a container, from its start until it is over. It needs nothing but the container.</summary>
internal sealed class ContainerProber : IDisposable
{
    private readonly ProbeTarget target;
    private readonly DateTimeOffset startedAt;
    private readonly IProbeChecks checks;
    private readonly TimeProvider time;
    private readonly Action<ContainerProber> changed;
    private readonly Action<ProbeTarget, ProbeKind, string> failed;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenSource dying = new();
    private readonly Lock gate = new();
    private ContainerHealth health;

    /// <summary>Begins to ask.</summary>
    /// <param name="target">The container.</param>
    /// <param name="startedAt">When it started.</param>
    /// <param name="known">What was found before the kubelet restarted.</param>
    /// <param name="checks">Makes the checks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called when a verdict changed.</param>
    /// <param name="failed">Called for each check that failed, with what it said.</param>
    public ContainerProber(
        ProbeTarget target, DateTimeOffset startedAt, ContainerHealth known, IProbeChecks checks, TimeProvider time,
        Action<ContainerProber> changed, Action<ProbeTarget, ProbeKind, string> failed)
    {
        (this.target, this.startedAt, this.checks, this.time, this.changed, this.failed) = (target, startedAt, checks, time, changed, failed);
        health = known;
        if (target.Container.StartupProbe is null || known.Started == true) started.SetResult();
        else Begin(ProbeKind.Startup, target.Container.StartupProbe);
        if (target.Container.LivenessProbe is { } liveness) Begin(ProbeKind.Liveness, liveness);
        if (target.Container.ReadinessProbe is { } readiness) Begin(ProbeKind.Readiness, readiness);
    }

    /// <summary>What was found until now.</summary>
    public ContainerHealth Health
    {
        get { lock (gate) return health; }
    }

    /// <summary>The pod ends: it is no failure any more if the container does not answer, but it may still serve.</summary>
    public void LetDie() => dying.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        over.Cancel();
        dying.Cancel();
    }

    private void Begin(ProbeKind kind, Probe probe)
    {
        var end = kind == ProbeKind.Readiness ? over.Token : dying.Token;
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => AskAsync(kind, probe, end), CancellationToken.None);
    }

    private async Task AskAsync(ProbeKind kind, Probe probe, CancellationToken cancellationToken)
    {
        var schedule = ProbeSchedule.Of(probe);
        var progress = new ProbeProgress(kind == ProbeKind.Readiness ? Health.Ready : null);
        try
        {
            if (kind != ProbeKind.Startup) await started.Task.WaitAsync(cancellationToken);
            await Task.Delay(schedule.FirstWait(startedAt, time.GetUtcNow()), time, cancellationToken);
            for (; ; )
            {
                var asked = time.GetTimestamp();
                var result = await checks.CheckAsync(target, probe, cancellationToken);
                if (!result.Succeeded) failed(target, kind, result.Output);
                var before = progress.Verdict;
                progress = progress.After(result.Succeeded, schedule);
                if (progress.Verdict != before && !Take(kind, progress.Verdict == true)) return;
                var left = schedule.Period - time.GetElapsedTime(asked);
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The container is over, or about to be.
        }
    }

    /// <returns>Whether there is anything left to ask.</returns>
    private bool Take(ProbeKind kind, bool succeeded)
    {
        lock (gate)
            health = kind switch
            {
                ProbeKind.Readiness => health with { Ready = succeeded },
                ProbeKind.Startup when succeeded => health with { Started = true },
                _ => succeeded ? health : health with { Condemned = kind },
            };
        if (kind == ProbeKind.Startup && succeeded) started.TrySetResult();
        changed(this);
        return kind == ProbeKind.Readiness || (kind == ProbeKind.Liveness && succeeded);
    }
}
