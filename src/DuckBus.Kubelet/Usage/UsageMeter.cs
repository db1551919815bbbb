using System.Collections.Concurrent;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>
/// Measures what containers use, in the background while somebody asks and never else: an idle cluster costs nothing. Who asks
/// first waits for two measurements; who asks again is answered at once. Each container is measured by itself, so that one the
/// engine is slow with holds up no other.
/// </summary>
internal sealed class UsageMeter(IContainerRuntime runtime, PodManager pods, TimeProvider time) : IAsyncDisposable
{
    private const int MostAtOnce = 8;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim calls = new(MostAtOnce);
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, Task> measuring = new(StringComparer.Ordinal);
    private UsageHistory history = new();
    private Task running = Task.CompletedTask;
    private TaskCompletionSource? measured;
    private RuntimeException? failure;
    private long asked;

    /// <summary>What the running containers use; those that could not be measured within some seconds are left open.</summary>
    /// <exception cref="RuntimeException">The runtime does not measure, or does not answer.</exception>
    public async Task<UsageSample> MeasureAsync(CancellationToken cancellationToken)
    {
        await Wanted().WaitAsync(cancellationToken);
        return new UsageSample(time.GetUtcNow(),
        [
            .. Running().Select(pod => new UsageSample.Pod(pod.Identity, pod.Containers.ToDictionary(one => one.Name, one => history.Of(one.Id!)))),
        ]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(measuring.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        calls.Dispose();
        stop.Dispose();
    }

    private Task Wanted()
    {
        lock (gate)
        {
            asked = time.GetTimestamp();
            if (measured is null)
            {
                (measured, history, failure) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new UsageHistory(), null);
                running = Task.Run(() => MeasureWhileWantedAsync(measured, history));
            }

            return measured.Task;
        }
    }

    private async Task MeasureWhileWantedAsync(TaskCompletionSource ready, UsageHistory kept)
    {
        try
        {
            for (var start = time.GetTimestamp(); IsWanted(); await Task.Delay(Tick, time, stop.Token))
            {
                var ids = Running().SelectMany(pod => pod.Containers).Select(one => one.Id!).ToHashSet(StringComparer.Ordinal);
                kept.Keep(ids);
                if (failure is not null && kept.IsEmpty && measuring.IsEmpty) throw failure;
                if (ids.All(id => kept.Of(id) is not null) || time.GetElapsedTime(start) > Patience) ready.TrySetResult();
                foreach (var id in ids.Where(id => !measuring.ContainsKey(id))) measuring[id] = MeasureAsync(id, kept);
            }
        }
        catch (Exception e) when (e is RuntimeException or OperationCanceledException)
        {
            lock (gate) measured = null;
            ready.TrySetException(e);
        }
    }

    private bool IsWanted()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(asked) < KeepAlive) return true;
            measured = null;
            return false;
        }
    }

    private async Task MeasureAsync(string id, UsageHistory kept)
    {
        await Task.Yield();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        try
        {
            await calls.WaitAsync(stop.Token);
            try
            {
                limit.CancelAfter(Limit);
                if ((await runtime.StatsAsync([id], limit.Token)).TryGetValue(id, out var stats)) kept.Add(id, stats);
            }
            finally
            {
                calls.Release();
            }

            await Task.Delay(Apart, time, stop.Token);
        }
        catch (RuntimeException e)
        {
            failure = e;
        }
        catch (OperationCanceledException)
        {
            // It took too long, and gets another chance; or the kubelet stops.
        }
        finally
        {
            measuring.TryRemove(id, out _);
        }
    }

    private List<(PodIdentity Identity, List<ContainerRecord> Containers)> Running() =>
    [
        .. pods.Workers
            .Select(worker => (worker.Identity, Containers: worker.State.Containers.Values.Where(one => one.IsRunning).ToList()))
            .Where(pod => pod.Containers.Count > 0),
    ];
}
