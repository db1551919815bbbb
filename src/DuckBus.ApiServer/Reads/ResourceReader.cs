using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>Gets and lists, from memory, at a state that is as fresh as the caller asks.</summary>
internal sealed class ResourceReader(WatchCache cache, ReadBarrier barrier, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly PinnedStates pages = new();

    /// <summary>One object.</summary>
    /// <exception cref="StatusException">404: there is none.</exception>
    /// <exception cref="Store.StoreUnavailableException">Memory has none, and the store cannot be asked.</exception>
    public async Task<CachedObject> GetAsync(ResourceTarget target, long? version, CancellationToken cancellationToken) =>
        (await ViewAsync(version, cancellationToken)).Find(target.Key) ?? await CertainlyAsync(target, version, cancellationToken);

    /// <summary>Gets one object, and writes the answer as the client wants to see it.</summary>
    public Task GetAsync(ResourceTarget target, HttpContext http)
    {
        var form = http.Request.AnswerForm(target.Kind, time);
        var version = http.Request.Number("resourceVersion");
        var view = ViewAsync(version, http.RequestAborted);
        if (!view.IsCompletedSuccessfully) return WhenThereAsync();
        return view.Result.Find(target.Key) is { } found ? http.Response.WriteObjectAsync(form, found) : WhenCertainAsync();

        async Task WhenThereAsync()
        {
            if ((await view).Find(target.Key) is { } there) await http.Response.WriteObjectAsync(form, there);
            else await WhenCertainAsync();
        }

        async Task WhenCertainAsync() => await http.Response.WriteObjectAsync(form, await CertainlyAsync(target, version, http.RequestAborted));
    }

    /// <summary>A state that is at least as new as the version asked for; without one, as new as any write that was answered.</summary>
    /// <exception cref="StatusException">504: the version is from the future.</exception>
    public ValueTask<CacheView> ViewAsync(long? version, CancellationToken cancellationToken)
    {
        if (version is not { } wanted) return barrier.ViewAsync(cancellationToken);
        return cache.View is var view && view.Revision >= wanted ? new ValueTask<CacheView>(view) : WaitAsync(wanted, cancellationToken);
    }

    /// <summary>Lists, and writes the answer as the client wants to see it.</summary>
    public async Task ListAsync(ResourceTarget target, HttpContext http)
    {
        var query = ListQuery.Of(target, http.Request);
        var (limit, token) = PageQuery.Of(http.Request);
        var form = http.Request.AnswerForm(target.Kind, time);
        var state = await StateAsync(target.Kind, query, token, http.RequestAborted);
        if (form.IsWhole && limit is null && token is null && IsKnown(http, state)) return;
        if (form.IsWhole && limit is null && token is null && query.Selection.IsEverything
            && state.Objects.Joined.Of(Scope(target.Kind, target.Namespace)) is { } joined)
        {
            await ListWriter.WriteAsync(http.Response, form, new ListMeta { ResourceVersion = state.Revision.ToString() }, joined);
            return;
        }

        var matching = Matching(state.Objects, target.Kind, target.Namespace, query);
        if (token is not null) matching = matching.Where(item => token.Precedes(item.Key.Namespace, item.Key.Name));
        var metadata = new ListMeta { ResourceVersion = state.Revision.ToString() };
        if (limit is { } size)
        {
            var page = matching.Take(size + 1).ToList();
            if (page.Count > size)
            {
                pages.Pin(target.Kind, state);
                page.RemoveAt(size);
                metadata = metadata with
                {
                    Continue = new ContinueToken(state.Revision, page[^1].Key.Namespace, page[^1].Key.Name).ToString(),
                    RemainingItemCount = query.Selection.IsEverything ? matching.Count() - size : null,
                };
            }

            matching = page;
        }

        await ListWriter.WriteAsync(http.Response, form, metadata, matching);
    }

    /// <summary>304 to a client that has listed just these objects before: a resync of what did not change costs next to nothing.</summary>
    private static bool IsKnown(HttpContext http, KindState state)
    {
        http.Response.Headers.ETag = state.Objects.Tag;
        http.Response.Headers[ListHeaders.Revision] = state.Revision.ToString();
        if (http.Request.Headers.IfNoneMatch != state.Objects.Tag) return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>The objects of a state that a query selects, in order.</summary>
    public static IEnumerable<CachedObject> Matching(CacheView view, ResourceKind kind, string ns, ListQuery query) =>
        Matching(view.Of(kind), kind, ns, query);

    /// <summary>504: the caller knows a revision that this server does not.</summary>
    public static Status TooLarge(long wanted, long current)
    {
        var status = Status.Timeout($"Too large resource version: {wanted}, current: {current}");
        return status with
        {
            Details = status.Details! with { Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }] },
        };
    }

    private static IEnumerable<CachedObject> Matching(KindObjects objects, ResourceKind kind, string ns, ListQuery query)
    {
        var items = objects.In(Scope(kind, ns));
        return query.Selection.IsEverything ? items : items.Where(query.Selection.Matches);
    }

    /// <summary>An object that memory does not have: before that is said, the store is asked, unless the caller wants what memory has.</summary>
    private async Task<CachedObject> CertainlyAsync(ResourceTarget target, long? version, CancellationToken cancellationToken) =>
        (version is null ? (await barrier.CertainViewAsync(cancellationToken)).Find(target.Key) : null)
        ?? throw new StatusException(Status.NotFound(target.Kind, target.Name!));

    /// <summary>The namespace that is looked into; null for all.</summary>
    private static string? Scope(ResourceKind kind, string ns) => ns.Length == 0 && kind.Namespaced ? null : ns;

    private async ValueTask<CacheView> WaitAsync(long wanted, CancellationToken cancellationToken)
    {
        if (await cache.WaitForAsync(wanted, Limit, cancellationToken)) return cache.View;
        throw new StatusException(TooLarge(wanted, cache.View.Revision));
    }

    private async ValueTask<KindState> StateAsync(ResourceKind kind, ListQuery query, ContinueToken? token, CancellationToken cancellationToken)
    {
        var exact = token is { IsInconsistent: false } ? token.Revision : query.ExactVersion;
        var view = await ViewAsync(exact ?? query.Version, cancellationToken);
        if (exact is not { } revision || revision == view.Revision) return new KindState(view.Of(kind), view.Revision);
        if ((pages.Find(kind, revision) ?? cache.Past(kind, revision)) is { } past) return new KindState(past, revision);
        throw new StatusException(token is null
            ? Status.Expired($"the state at resource version {revision} is no longer known, the current one is {view.Revision}")
            : Status.Expired("the state that this list was begun in is no longer known; begin the list again without the continue parameter, or go on "
                + "with the token of this answer: the rest then comes from the present state, and what changed between may be missing or shown twice")
                with
            { Metadata = new ListMeta { Continue = token.Inconsistent().ToString() } });
    }
}
