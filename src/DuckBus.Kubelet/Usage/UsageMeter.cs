using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Usage;

/// <summary>
/// Measures what containers use, when somebody asks and never else: an idle cluster costs nothing. Who asks for the first time
/// waits for two looks; who asks again gets the time since the last.
/// </summary>
internal sealed class UsageMeter(IContainerRuntime runtime, PodManager pods, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private UsageSample? before;
    private UsageSample? now;

    /// <summary>Two looks at the containers, the second at most a second old.</summary>
    /// <exception cref="RuntimeException">The runtime does not measure, or does not answer.</exception>
    public async Task<(UsageSample Before, UsageSample Now)> MeasureAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (before is not null && now is not null && Age(now) < Shortest) return (before, now);
            before = now is not null && Age(now) < Longest ? now : await LookAsync(cancellationToken);
            if (Age(before) is var age && age < Shortest) await Task.Delay(Shortest - age, time, cancellationToken);
            now = await LookAsync(cancellationToken);
            return (before, now);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private TimeSpan Age(UsageSample sample) => time.GetUtcNow() - sample.At;

    private async Task<UsageSample> LookAsync(CancellationToken cancellationToken)
    {
        var running = pods.Workers
            .Select(worker => (worker.Identity, Containers: worker.State.Containers.Values.Where(one => one.IsRunning).ToList()))
            .Where(pod => pod.Containers.Count > 0)
            .ToList();
        var stats = await runtime.StatsAsync([.. running.SelectMany(pod => pod.Containers).Select(one => one.Id!)], cancellationToken);
        return new UsageSample(
            time.GetUtcNow(),
            [
                .. running.Select(pod => new UsageSample.Pod(
                    pod.Identity,
                    pod.Containers.ToDictionary(one => one.Name, one => new UsageSample.Container(one.Id!, stats.GetValueOrDefault(one.Id!))))),
            ]);
    }
}
