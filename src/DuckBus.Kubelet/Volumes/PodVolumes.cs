using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Volumes;

/// <summary>Fills the volumes of a pod before its containers start, and again whenever what they show has changed.</summary>
/// <param name="services">The runtime and what volumes show.</param>
/// <param name="declared">The pod as it is declared now.</param>
internal sealed class PodVolumes(PodServices services, Func<Pod?> declared) : IDisposable
{
    private readonly VolumeResolver resolver = new(services.Config, services.Tokens, MachineSize.Of(services.Options));
    private readonly SemaphoreSlim gate = new(1);
    private readonly Nudge changed = new();
    private readonly CancellationTokenSource over = new();
    private readonly Dictionary<string, VolumeContent> written = new(StringComparer.Ordinal);
    private string? sandbox;
    private string? told;
    private bool following;

    /// <summary>Something changed that volumes may show.</summary>
    public void Refresh() => changed.Give();

    /// <summary>Fills the volumes, unless that was done for this sandbox.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="sandboxId">Its sandbox, which runs.</param>
    /// <param name="isNew">Whether no container was started in the sandbox yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ConfigException">What a volume shows is missing.</exception>
    /// <exception cref="RuntimeException">The engine refused.</exception>
    public async Task EnsureAsync(Pod pod, string sandboxId, bool isNew, CancellationToken cancellationToken)
    {
        if (pod.Spec.Volumes is null or { Count: 0 }) return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (sandbox == sandboxId) return;
            written.Clear();
            var missing = await WriteAsync(pod, sandboxId, inUse: !isNew, cancellationToken);
            if (isNew && missing is not null) throw missing;
            sandbox = sandboxId;
            Tell(pod, missing);
        }
        finally
        {
            gate.Release();
        }

        if (following || !pod.Spec.Volumes.Any(PodVolumeSpecs.IsProjected)) return;
        following = true;
        services.Config.Changed += TakeChange;
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        services.Config.Changed -= TakeChange;
        over.Cancel();
    }

    private void TakeChange(string ns, string name)
    {
        if (declared() is { } pod && pod.Metadata.Namespace == ns && References.Of(pod).Contains(name)) Refresh();
    }

    /// <summary>Looks at every change, and every resync period for those that nobody told.</summary>
    private async Task FollowAsync()
    {
        while (!over.IsCancellationRequested)
            try
            {
                await WaitAsync();
                await UpdateAsync();
            }
            catch (OperationCanceledException)
            {
                // Time for a look, or the pod is gone.
            }
            catch (Exception failure) when (failure is ConfigException or RuntimeException)
            {
                // The containers keep what they have.
                services.Log.LogDebug("the volumes of {Pod} stay as they are: {Failure}", declared()?.Metadata.Name, failure.Message);
            }
    }

    private async Task WaitAsync()
    {
        using var period = new CancellationTokenSource(services.Options.Resync, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(period.Token, over.Token);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            // Nobody told of a change for a while.
        }
    }

    private async Task UpdateAsync()
    {
        await gate.WaitAsync(over.Token);
        try
        {
            if (sandbox is { } id && declared() is { Metadata.DeletionTimestamp: null } pod)
                Tell(pod, await WriteAsync(pod, id, inUse: true, over.Token));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <returns>What one of the volumes lacks, which keeps what it has; in volumes that nobody uses yet, nothing is written then.</returns>
    private async Task<ConfigException?> WriteAsync(Pod pod, string sandboxId, bool inUse, CancellationToken cancellationToken)
    {
        var contents = new List<VolumeContent>();
        ConfigException? missing = null;
        foreach (var volume in pod.Spec.Volumes ?? [])
            try
            {
                if (await resolver.ResolveAsync(pod, volume, cancellationToken) is { } content
                    && VolumeChange.Between(written.GetValueOrDefault(volume.Name), content) is { } change)
                    contents.Add(change);
            }
            catch (ConfigException failure)
            {
                missing ??= failure;
                if (!inUse) return missing;
            }

        if (contents.Count == 0) return missing;
        await services.Runtime.WriteVolumesAsync(sandboxId, contents, inUse, cancellationToken);
        foreach (var content in contents) written[content.Volume] = content;
        return missing;
    }

    /// <summary>Says once that a volume keeps what it has, and why.</summary>
    private void Tell(Pod pod, ConfigException? missing)
    {
        if (missing is not null && missing.Message != told) services.Events.Warning(pod, "FailedMount", missing.Message);
        told = missing?.Message;
    }
}
