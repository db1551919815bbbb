using System.Collections.Concurrent;
using DuckBus.Client.Events;
using DuckBus.Client.Queues;
using DuckBus.Kubelet.Nodes;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Observation;

/// <summary>
/// Watches the engine: its events for speed, a list every resync period for correctness. What the workers do not expect is
/// told to them; containers that nobody declared are removed.
/// </summary>
internal sealed class RuntimeWatcher(
    IContainerRuntime runtime, RuntimeView view, PodManager pods, NodeAgent node, KubeletMetrics metrics, EventRecorder events,
    TimeSpan resync, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // A loaded machine creates, starts and removes in many seconds, and the node is none the worse for it.
    private static readonly TimeSpan Unanswered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> leaving = new(StringComparer.Ordinal);
    private string? failure = "the container runtime is not ready yet";

    /// <summary>Why the engine cannot be used; null if it can.</summary>
    public string? Trouble => runtime.FindUnanswered(failure is null ? Unanswered : TimeSpan.Zero) ?? failure;

    /// <summary>Raised after each list.</summary>
    public event Action? Listed;

    /// <summary>Prepares the engine, as often as it takes; then watches it until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync(BeginAsync, cancellationToken)) await Task.Delay(RetryAfter, time, cancellationToken);
        await Task.WhenAll(ListForeverAsync(cancellationToken), ListenForeverAsync(cancellationToken));
    }

    /// <summary>Lists now, and puts right what is wrong.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await view.ListAsync(cancellationToken);
        pods.Compare(found);
        if (pods.KnowsDeclared)
            await Task.WhenAll(found.Intruders.Where(intruder => Intruders.IsDue(intruder, time.GetUtcNow())).Select(intruder => RemoveAsync(intruder, cancellationToken)));
        Listed?.Invoke();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await runtime.PrepareAsync(cancellationToken);
        var machine = await runtime.InfoAsync(cancellationToken);
        pods.Begin(await view.ListAsync(cancellationToken));
        failure = null;
        node.Machine = machine;
    }

    private async Task ListForeverAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await TryAsync(LookAsync, cancellationToken);
            await Task.Delay(Beat.Align(resync, time), time, cancellationToken);
        }
    }

    private async Task ListenForeverAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await TryAsync(ListenAsync, cancellationToken);
            await Task.Delay(RetryAfter, time, cancellationToken);
            // Whatever happened while nobody listened.
            await TryAsync(LookAsync, cancellationToken);
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await foreach (var news in runtime.EventsAsync(cancellationToken))
        {
            // What a worker starts itself is no news to it.
            if (news is { Pod: not null, Type: "create" or "start" }) continue;
            log.LogDebug("engine: {Type} {Id} {Pod}", news.Type, news.ContainerId, news.Pod?.Name);
            if (news.Pod is null || !pods.Call(news.Pod.Uid, new Cause(Trigger.Runtime)))
                _ = Task.Run(() => TryAsync(LookAsync, cancellationToken), CancellationToken.None);
        }
    }

    private async Task RemoveAsync(RuntimeContainer intruder, CancellationToken cancellationToken)
    {
        // Several lists may show it before it is gone.
        if (!leaving.TryAdd(intruder.Id, true)) return;
        try
        {
            await runtime.RemoveContainerAsync(intruder.Id, cancellationToken);
            metrics.IntruderRemoved();
            log.LogInformation("◼ STOP: {Container}  nobody declared it", intruder.Name);
            events.Warning(node.Reference, "StoppedIntruder", $"{intruder.Name} was stopped: nobody declared it");
        }
        finally
        {
            leaving.TryRemove(intruder.Id, out _);
        }
    }

    /// <summary>An engine that cannot be reached is waited for.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
            SetFailure(null);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (RuntimeException e)
        {
            SetFailure(e.Message);
            return false;
        }
        catch (Exception e)
        {
            // A node that no longer looks would not be missed by anybody.
            log.LogError(e, "looking at the container runtime failed in a way that nobody thought of; it goes on");
            SetFailure(e.Message);
            return false;
        }
    }

    private void SetFailure(string? why)
    {
        if (failure == why) return;
        if (why is not null) log.LogWarning("⚠ container runtime: {Failure}", why);
        else if (failure is not null) log.LogInformation("✓ container runtime is back");
        failure = why;
        node.LookSoon();
    }
}
