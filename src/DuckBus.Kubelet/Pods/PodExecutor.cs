using DuckBus.Kubelet.Runtime;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Pods;

/// <summary>Does what a plan says: first what is to go, then the sandbox and, as far as possible beside it, the containers.</summary>
internal sealed class PodExecutor(PodServices services)
{
    private readonly IContainerRuntime runtime = services.Runtime;
    private readonly ContainerStarter starter = new(services);

    /// <summary>Carries out a plan. What could not be started is noted in the state; what cannot be removed is thrown.</summary>
    public async Task ExecuteAsync(PodPlan plan, PodSync sync, CancellationToken cancellationToken)
    {
        await Task.WhenAll(plan.Actions.OfType<PodAction.StopContainer>().Select(stop => StopAsync(stop, sync, cancellationToken)));
        await Task.WhenAll(plan.Actions.Select(action => action switch
        {
            PodAction.RemoveSandbox sandbox => RemoveSandboxAsync(sandbox.Id, sync, cancellationToken),
            PodAction.RemoveContainer container => RemoveContainerAsync(container.Id, sync, cancellationToken),
            PodAction.StopSandbox sandbox => StopSandboxAsync(sandbox.Id, sync, cancellationToken),
            _ => Task.CompletedTask,
        }));

        var starts = plan.Actions.OfType<PodAction.StartContainer>().ToList();
        if (starts.Count == 0) return;
        var sandbox = plan.Actions.OfType<PodAction.CreateSandbox>().Any()
            ? SandboxStart.Begin(services, sync, cancellationToken)
            : SandboxStart.Existing(sync.State.SandboxId!);
        await Task.WhenAll([sandbox.Started, .. starts.Select(start => starter.StartAsync(start, sandbox, sync, cancellationToken))]);
    }

    private async Task StopAsync(PodAction.StopContainer stop, PodSync sync, CancellationToken cancellationToken)
    {
        using var span = sync.Span(services.Telemetry, SpanNames.ContainerStop, stop.Name);
        span?.SetTag("grace_seconds", stop.Grace.TotalSeconds);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sync.Interrupted, cancellationToken);
        var start = services.Time.GetTimestamp();
        services.Events.Normal(sync.Pod, "Killing", stop.Why ?? $"Stopping container {stop.Name}");
        await runtime.StopContainerAsync(stop.Id, stop.Grace, either.Token);
        var ended = await runtime.InspectContainerAsync(stop.Id, cancellationToken);
        sync.Update(state => state.With(stop.Name, record => record.Id == stop.Id
            ? record.Observe(ended is null ? [] : [ended], alive: true, runtime.Name, services.Time.GetUtcNow())
            : record));
        services.Log.LogInformation(
            "◼ STOP: {Pod}/{Container}  trigger={Trigger}  {Milliseconds:0} ms",
            sync.Pod.Metadata.Name, stop.Name, sync.Trigger, services.Time.GetElapsedTime(start).TotalMilliseconds);
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
