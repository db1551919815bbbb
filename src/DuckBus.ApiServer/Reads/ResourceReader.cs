using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>Gets and lists, from memory, at a state that is as fresh as the caller asks.</summary>
internal sealed class ResourceReader(WatchCache cache, ReadBarrier barrier)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly PinnedViews pages = new();

    /// <summary>One object.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    public async Task<CachedObject> GetAsync(ResourceTarget target, long? version, CancellationToken cancellationToken) =>
        (await ViewAsync(version, cancellationToken)).Find(target.Key) ?? throw new StatusException(Status.NotFound(target.Kind, target.Name!));

    /// <summary>A state that is at least as new as the version asked for; without one, as new as any write that was answered.</summary>
    /// <exception cref="StatusException">504: the version is from the future.</exception>
    public async ValueTask<CacheView> ViewAsync(long? version, CancellationToken cancellationToken)
    {
        if (version is not { } wanted) return await barrier.ViewAsync(cancellationToken);
        if (await cache.WaitForAsync(wanted, Limit, cancellationToken)) return cache.View;
        throw new StatusException(TooLarge(wanted, cache.View.Revision));
    }

    /// <summary>Lists, and writes the answer.</summary>
    public async Task ListAsync(ResourceTarget target, HttpContext http)
    {
        var query = ListQuery.Of(target, http.Request);
        var limit = http.Request.Number("limit") is > 0 and var asked ? (int)Math.Min(asked, int.MaxValue - 1) : (int?)null;
        var token = http.Request.Text("continue") is { } text ? ContinueToken.Parse(text) : null;
        var view = token is null ? await ViewAsync(query, http.RequestAborted) : Continue(token);
        var matching = Matching(view, target.Kind, target.Namespace, query).Where(item => token is null || token.Precedes(item.Key.Namespace, item.Key.Name));
        if (limit is not { } size)
        {
            await ListWriter.WriteAsync(http.Response, target.Kind, view.Revision, null, null, matching);
            return;
        }

        var page = matching.Take(size + 1).ToList();
        if (page.Count <= size)
        {
            await ListWriter.WriteAsync(http.Response, target.Kind, view.Revision, null, null, page);
            return;
        }

        pages.Pin(view);
        page.RemoveAt(size);
        var next = new ContinueToken(view.Revision, page[^1].Key.Namespace, page[^1].Key.Name);
        var left = query.Selection.IsEverything ? matching.Count() - size : (int?)null;
        await ListWriter.WriteAsync(http.Response, target.Kind, view.Revision, next.ToString(), left, page);
    }

    /// <summary>The objects of a state that a query selects, in order.</summary>
    public static IEnumerable<CachedObject> Matching(CacheView view, ResourceKind kind, string ns, ListQuery query)
    {
        var items = view.Of(kind).In(ns.Length == 0 && kind.Namespaced ? null : ns);
        return query.Selection.IsEverything ? items : items.Where(query.Selection.Matches);
    }

    /// <summary>504: the caller knows a revision that this server does not.</summary>
    public static Status TooLarge(long wanted, long current)
    {
        var status = Status.Timeout($"Too large resource version: {wanted}, current: {current}");
        return status with
        {
            Details = status.Details! with { Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }] },
        };
    }

    private async ValueTask<CacheView> ViewAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(query.Version, cancellationToken);
        if (query is not { VersionMatch: "Exact", Version: > 0 and var exact } || view.Revision == exact) return view;
        return pages.Find(exact)
            ?? throw new StatusException(Status.Expired($"the state at resource version {exact} is no longer known, the current one is {view.Revision}"));
    }

    private CacheView Continue(ContinueToken token) => pages.Find(token.Revision)
        ?? throw new StatusException(Status.Expired("the state that this list was begun in is no longer kept; start the list again without the continue parameter"));
}
