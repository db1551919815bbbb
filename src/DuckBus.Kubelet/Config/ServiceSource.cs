using DuckBus.Client.Informers;
using DuckBus.Kubelet.Nodes;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>
/// The services that containers are told of, from the memory of those who route them: nothing is asked of the API for it.
/// Until that memory is filled those of the checkpoint count, if the API is away.
/// </summary>
/// <param name="informer">That memory; null where pods reach no services.</param>
/// <param name="health">Whether the API is there.</param>
/// <param name="time">The clock.</param>
internal sealed class ServiceSource(Informer<Service>? informer, ApiHealth health, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private volatile IReadOnlyList<Service>? remembered;

    /// <summary>All services.</summary>
    /// <exception cref="ConfigException">They are not known yet.</exception>
    public async Task<IReadOnlyList<Service>> AllAsync(CancellationToken cancellationToken)
    {
        if (informer is null) return [];
        if (informer.HasSynced) return informer.List();
        if (remembered is { } known && health is { WasAsked: true, IsReachable: false }) return known;
        try
        {
            await informer.WaitForSyncAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return informer.List();
        }
        catch (TimeoutException)
        {
            return remembered ?? throw new ConfigException("services have not yet been read at least once, cannot construct envvars");
        }
    }

    /// <summary>What the pods are told of, for the checkpoint.</summary>
    public IReadOnlyList<Service> Remembered(IEnumerable<Pod> pods)
    {
        var known = informer is { HasSynced: true } ? informer.List() : remembered ?? [];
        return [.. pods.SelectMany(pod => ServiceVariables.For(pod, known)).DistinctBy(service => service.Metadata.Uid)];
    }

    /// <summary>Takes what a checkpoint remembered.</summary>
    public void Remember(IReadOnlyList<Service> services) => remembered = services;
}
