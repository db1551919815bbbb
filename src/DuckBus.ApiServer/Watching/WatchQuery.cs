using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Watching;

/// <summary>What a watch asks for.</summary>
/// <param name="List">Which objects, and from where.</param>
/// <param name="Bookmarks">Whether it wants to be told how far it has come.</param>
/// <param name="InitialEvents">Whether it wants the present state first; null if it does not say.</param>
/// <param name="Timeout">How long it is to last, if it says so.</param>
internal sealed record WatchQuery(ListQuery List, bool Bookmarks, bool? InitialEvents, TimeSpan? Timeout)
{
    /// <summary>Whether the objects that are there come first, as ADDED. A watch from nowhere begins so unless it says otherwise.</summary>
    public bool FromState => InitialEvents ?? List.Version is null or 0;

    /// <summary>The revision after which changes are wanted; null for those from now on.</summary>
    public long? After => FromState || List.Version is 0 ? null : List.Version;

    /// <summary>Whether a bookmark is to tell that the initial events are complete.</summary>
    public bool MarksInitialEvents => InitialEvents is true && Bookmarks;

    /// <summary>Reads the options of a watch.</summary>
    /// <exception cref="StatusException">400: one of them cannot be read; 422: they do not go together.</exception>
    public static WatchQuery Of(ResourceTarget target, HttpRequest request)
    {
        var initial = ListQuery.InitialEvents(request);
        ListRules.Demand(ListRules.Watch(request.Text("resourceVersionMatch"), initial, request.Text("continue")));
        var seconds = request.Number("timeoutSeconds");
        return new WatchQuery(ListQuery.Read(target, request), request.Flag("allowWatchBookmarks"), initial,
            seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, 86_400)) : null);
    }
}
