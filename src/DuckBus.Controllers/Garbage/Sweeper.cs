using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers.Garbage;

/// <summary>Deletes from time to time what only grows: Events, and pods that have run to their end.</summary>
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
            catch (Exception failure) when (failure is HttpRequestException or TimeoutException or StatusException)
            {
                log.LogDebug("swept later: {Reason}", failure.Message);
            }
    }

    /// <summary>Sweeps once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync(Sweep.FinishedPods(pods.List(), options.TerminatedPodThreshold), cancellationToken);
        var events = await api.ListAsync<Event>(new ListOptions(ResourceVersion: "0"), cancellationToken);
        await DeleteAsync(Sweep.OldEvents(events.Items, options.EventLifetime, time.GetUtcNow()), cancellationToken);
    }

    private async Task DeleteAsync<T>(IReadOnlyList<T> old, CancellationToken cancellationToken)
        where T : Resource
    {
        foreach (var each in old.Take(Batch))
            await api.DeleteAsync<T>(each.Metadata.Namespace, each.Metadata.Name!, new DeleteOptions(Uid: each.Metadata.Uid), cancellationToken);
        if (old.Count > 0) log.LogDebug("swept {Count} of {Kind}", Math.Min(old.Count, Batch), typeof(T).Name);
    }
}
