using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Services;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Store;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Housekeeping;

/// <summary>Keeps the store from growing for ever: compacts the change log, and deletes Events that have had their time, gives back what no service has.</summary>
internal sealed class Housekeeper(
    IResourceStore store, WatchCache cache, ResourceWriter writer, ReservationRepair repair, ApiServerOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.CompactionInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await CleanAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            var horizon = await store.CompactAsync(options.CompactionAge, options.CompactionKeep, cancellationToken);
            log.LogDebug("the change log begins after revision {Horizon}", horizon);
            await repair.RunAsync(cancellationToken);
            foreach (var item in Expired(time.GetUtcNow())) await DeleteAsync(item, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("⚠ housekeeping failed and is tried again: {Reason}", e.Message);
        }
    }

    private List<CachedObject> Expired(DateTimeOffset now) =>
        [.. cache.View.Of(ResourceKind.Of<Event>()).In(null).Where(item => LastSeen((Event)item.Resource) + options.EventTimeToLive < now)];

    private static DateTimeOffset? LastSeen(Event e) => e.LastTimestamp ?? e.EventTime ?? e.FirstTimestamp ?? e.Metadata.CreationTimestamp;

    private async Task DeleteAsync(CachedObject item, CancellationToken cancellationToken)
    {
        try
        {
            await writer.DeleteAsync(item.Kind, item.Key, DeleteOptions.None, dryRun: false, cancellationToken);
        }
        catch (StatusException)
        {
            // Another server was faster, or it happened again meanwhile.
        }
    }
}
