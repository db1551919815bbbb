using System.Security.Cryptography;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DuckBus.ApiServer.Watching;

/// <summary>Serves watches: what was missed first, then what comes, in revision order, until somebody has enough.</summary>
internal sealed class WatchHandler(
    WatchCache cache, ResourceReader reader, IResourceStore store, ApiServerOptions options, TimeProvider time, CancellationToken stopping)
{
    private readonly MissedChanges log = new(store, options);

    /// <summary>Serves one watch. What is wrong before the first event is the answer; later the stream just ends, and the client lists again.</summary>
    public async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var query = WatchQuery.Of(target, http.Request);
        var form = http.Request.AnswerForm(target.Kind, time);
        await reader.ViewAsync(query.List.Version, http.RequestAborted);
        var start = cache.Watch(target.Kind, target.Kind.Namespaced && target.Namespace.Length > 0 ? target.Namespace : null, query.After);
        try
        {
            var missed = query.FromState ? [] : start.Missed ?? await log.ReadAsync(target, query, start, http.RequestAborted);
            using var end = new CancellationTokenSource(query.Timeout ?? DefaultTimeout(), time);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping, end.Token);
            await using var cut = start.Watcher.Cut.Register(http.Abort);
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            http.Response.ContentType = "application/json";
            await http.Response.StartAsync(any.Token);
            var stream = new WatchStreamWriter(http.Response.BodyWriter, target.Kind, form);
            var watch = new Watch(cache, start, query, stream, options.BookmarkInterval, time);
            await RunAsync(watch, target, missed, query.Bookmarks, http.RequestAborted, any.Token);
        }
        finally
        {
            cache.Unwatch(target.Kind, start.Watcher);
        }
    }

    private async Task RunAsync(
        Watch watch, ResourceTarget target, IReadOnlyList<CachedChange> missed, bool bookmarks, CancellationToken aborted, CancellationToken cancellationToken)
    {
        try
        {
            await watch.BeginAsync(target, missed, cancellationToken);
            await watch.FollowAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // Time is over, or the server stops. What was seen last is worth telling: the next watch goes on from there.
            await watch.EndAsync(bookmark: bookmarks && !stopping.IsCancellationRequested);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone.
        }
    }

    private TimeSpan DefaultTimeout() => options.WatchTimeout * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
}
