using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Watching;

/// <summary>What a watch asks for.</summary>
/// <param name="List">Which objects, and from where.</param>
/// <param name="Bookmarks">Whether it wants to be told how far it has come.</param>
/// <param name="InitialEvents">Whether it wants the present state first, with a bookmark at its end.</param>
/// <param name="Timeout">How long it is to last, if it says so.</param>
internal sealed record WatchQuery(ListQuery List, bool Bookmarks, bool InitialEvents, TimeSpan? Timeout)
{
    public static WatchQuery Of(ResourceTarget target, HttpRequest request)
    {
        var list = ListQuery.Of(target, request);
        var initial = request.Flag("sendInitialEvents");
        if (initial && list.VersionMatch != "NotOlderThan")
            throw new StatusException(Status.BadRequest("resourceVersionMatch: must be NotOlderThan when sendInitialEvents is true"));
        if (!initial && list.VersionMatch is not null && request.Text("sendInitialEvents") is null)
            throw new StatusException(Status.BadRequest("resourceVersionMatch: is forbidden for a watch unless sendInitialEvents is given"));
        var seconds = request.Number("timeoutSeconds");
        return new WatchQuery(list, request.Flag("allowWatchBookmarks"), initial, seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, 86_400)) : null);
    }
}
