using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Pods;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Local;

/// <summary>Keeps the checkpoint up to date in the background: many changes that come together are saved once.</summary>
internal sealed class CheckpointKeeper(
    CheckpointFile file, string node, PodManager pods, ConfigSource config, ServiceSource services, TimeProvider time)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly Nudge changed = new();

    /// <summary>Something changed.</summary>
    public void SaveSoon() => changed.Give();

    /// <summary>Saves whenever something changed, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await changed.WaitAsync(cancellationToken);
            await Task.Delay(Gather, time, cancellationToken);
            await SaveAsync(cancellationToken);
        }
    }

    /// <summary>Saves now, if what is declared is known.</summary>
    public Task SaveAsync(CancellationToken cancellationToken)
    {
        // Before that the file knows more than the kubelet.
        if (file.Path is null || !pods.KnowsDeclared) return Task.CompletedTask;
        var declared = pods.Workers.Select(worker => worker.Snapshot()).OfType<Pod>().ToList();
        var (configMaps, secrets) = config.Remembered();
        return file.SaveAsync(
            new Checkpoint
            {
                Node = node,
                SavedAt = time.GetUtcNow(),
                Pods = declared,
                ConfigMaps = [.. configMaps.Where(one => References.To(declared, one))],
                Secrets = [.. secrets.Where(one => References.To(declared, one))],
                Services = services.Remembered(declared),
            },
            cancellationToken);
    }
}
