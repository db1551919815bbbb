using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Model.Core;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Garbage;

/// <summary>Deletes from time to time what only grows: pods that have run to their end. (Old Events are the API server's to delete.)</summary>
/// <param name="api">The API.</param>
/// <param name="pods">The pods.</param>
/// <param name="options">How much is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">What was swept.</param>
public sealed class Sweeper(ApiClient api, ICache<Pod> pods, ControllerOptions options, TimeProvider time, ILogger log)
{
    private const int Batch = 500;

    /// <summary>Sweeps until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Sweep, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            try
            {
                await SweepAsync(cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                log.LogDebug("swept later: {Reason}", failure.Message);
            }
    }

    /// <summary>Sweeps once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var old = Sweep.FinishedPods(pods.List(), options.TerminatedPodThreshold).Take(Batch).ToList();
        foreach (var pod in old)
            await api.DeleteAsync<Pod>(
                pod.Metadata.Namespace, pod.Metadata.Name!, new DeleteOptions(Uid: pod.Metadata.Uid), cancellationToken);
        if (old.Count > 0) log.LogInformation("DELETE: {Count} pods that have run to their end, {Kept} are kept", old.Count, options.TerminatedPodThreshold);
    }
}
