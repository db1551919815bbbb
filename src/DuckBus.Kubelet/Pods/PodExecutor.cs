using System.Net;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Volumes;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>Does what a plan says: first what is to go, then the sandbox and, as far as possible beside it, the containers.</summary>
internal sealed class PodExecutor(PodServices services, PodVolumes volumes)
{
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(2);

    private readonly IContainerRuntime runtime = services.Runtime;
    private readonly ContainerStarter starter = new(services, volumes);

    /// <summary>Carries out a plan. What could not be started is noted in the state; what cannot be removed is thrown.</summary>
    public async Task ExecuteAsync(PodPlan plan, PodSync sync, CancellationToken cancellationToken)
    {
        // Leaving the services counts: the grace is for all of it together.
        var begin = services.Time.GetTimestamp();
        await LeaveServicesAsync(plan, sync, cancellationToken);
        foreach (var turn in plan.Actions.OfType<PodAction.StopContainer>().GroupBy(stop => stop.Turn).OrderBy(turn => turn.Key))
            await Task.WhenAll(turn.Select(stop => StopAsync(stop with { Grace = Left(stop.Grace, begin) }, sync, cancellationToken)));
        await Task.WhenAll(plan.Actions.Select(action => action switch
        {
            PodAction.RemoveSandbox sandbox => RemoveSandboxAsync(sandbox.Id, sync, cancellationToken),
            PodAction.RemoveContainer container => RemoveContainerAsync(container.Id, sync, cancellationToken),
            PodAction.StopSandbox sandbox => StopSandboxAsync(sandbox.Id, sync, cancellationToken),
            _ => Task.CompletedTask,
        }));
        foreach (var gone in plan.Actions.OfType<PodAction.RemoveVolumes>()) await runtime.RemoveVolumesAsync(gone.Pod, cancellationToken);

        var starts = plan.Actions.OfType<PodAction.StartContainer>().ToList();
        if (starts.Count == 0) return;
        var sandbox = plan.Actions.OfType<PodAction.CreateSandbox>().Any()
            ? SandboxStart.Begin(services, sync, cancellationToken)
            : SandboxStart.Existing(sync.State.SandboxId!);
        await Task.WhenAll([sandbox.Started, .. starts.Select(start => starter.StartAsync(start, sandbox, sync, cancellationToken))]);
    }

    private async Task LeaveServicesAsync(PodPlan plan, PodSync sync, CancellationToken cancellationToken)
    {
        // A node's own address is that of others too.
        if (sync.Pod.Spec.HostNetwork == true || plan.Actions.OfType<PodAction.LeaveServices>().FirstOrDefault() is not { } leave) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sync.Interrupted, cancellationToken);
        await services.Drain.DrainAsync(IPAddress.Parse(leave.Ip), either.Token);
    }

    private async Task StopAsync(PodAction.StopContainer stop, PodSync sync, CancellationToken cancellationToken)
    {
        using var span = sync.Span(services.Telemetry, SpanNames.ContainerStop, stop.Name);
        span?.SetTag("grace_seconds", stop.Grace.TotalSeconds);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sync.Interrupted, cancellationToken);
        var start = services.Time.GetTimestamp();
        services.Events.Normal(sync.Pod, "Killing", stop.Why ?? $"Stopping container {stop.Name}", PodRules.PathOf(sync.Pod, stop.Name));
        await BeforeStopAsync(stop, sync, either.Token);
        await runtime.StopContainerAsync(stop.Id, Left(stop.Grace, start), either.Token);
        var ended = await runtime.InspectContainerAsync(stop.Id, cancellationToken);
        sync.Update(state => state.With(stop.Name, record => record.Id == stop.Id
            ? record.Observe(ended is null ? [] : [ended], alive: true, runtime.Name, services.Time.GetUtcNow())
            : record));
        services.Log.LogInformation(
            "◼ STOP: {Pod}/{Container}  trigger={Trigger}  {Milliseconds:0} ms",
            sync.Pod.Metadata.Name, stop.Name, sync.Trigger, services.Time.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>What is left of a grace period. Whatever was done before the container is told to stop, it gets a moment itself.</summary>
    private TimeSpan Left(TimeSpan grace, long since)
    {
        var left = grace - services.Time.GetElapsedTime(since);
        return left >= LeastGrace ? left : grace < LeastGrace ? grace : LeastGrace;
    }

    private async Task BeforeStopAsync(PodAction.StopContainer stop, PodSync sync, CancellationToken cancellationToken)
    {
        var container = sync.Pod.Spec.AllContainers().FirstOrDefault(one => one.Name == stop.Name);
        if (!runtime.RunsProcesses || container?.Lifecycle?.PreStop is not { } hook || stop.Grace <= TimeSpan.Zero || sync.State.SandboxId is not { } sandbox) return;
        using var patience = new CancellationTokenSource(stop.Grace, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await services.Hooks.RunAsync(new ProbeTarget(sync.Pod, container, stop.Id, sandbox), hook, either.Token) is { } failure)
                services.Events.Warning(sync.Pod, "FailedPreStopHook", $"PreStopHook failed: {failure}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            services.Events.Warning(sync.Pod, "FailedPreStopHook", $"PreStopHook failed: it did not end within the grace period of {stop.Grace.TotalSeconds:0} s");
        }
    }

    private async Task RemoveSandboxAsync(string id, PodSync sync, CancellationToken cancellationToken)
    {
        await runtime.RemoveSandboxAsync(id, cancellationToken);
        sync.Update(state => state.SandboxId == id
            ? state.Observe([], runtime.Name, services.Time.GetUtcNow())
            : state with { Leftovers = [.. state.Leftovers.Where(one => one != id)] });
    }

    private async Task RemoveContainerAsync(string id, PodSync sync, CancellationToken cancellationToken)
    {
        await runtime.RemoveContainerAsync(id, cancellationToken);
        sync.Update(state => state.Containers.Values.Aggregate(state, (next, one) => next.With(one.Name, record =>
            record.Id == id && record.Life == ContainerLife.Created
                ? record with { Id = null, Life = null }
                : record with { Earlier = [.. record.Earlier.Where(earlier => earlier != id)] })));
    }

    private async Task StopSandboxAsync(string id, PodSync sync, CancellationToken cancellationToken)
    {
        await runtime.StopContainerAsync(id, TimeSpan.Zero, cancellationToken);
        sync.Update(state => state with { SandboxRuns = false });
    }
}
