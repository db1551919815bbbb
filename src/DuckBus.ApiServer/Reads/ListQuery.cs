using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Selectors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>What a list or a watch asks for.</summary>
/// <param name="Selection">Which objects.</param>
/// <param name="Version">The resourceVersion: null unless given.</param>
/// <param name="VersionMatch">Exact, NotOlderThan, or null.</param>
internal sealed record ListQuery(Selection Selection, long? Version, string? VersionMatch)
{
    public static ListQuery Of(ResourceTarget target, HttpRequest request)
    {
        var selection = Selection.Of(target.Kind, request.Text("labelSelector"), request.Text("fieldSelector"));
        var match = request.Text("resourceVersionMatch");
        if (match is not (null or "Exact" or "NotOlderThan"))
            throw QueryExtensions.Bad("resourceVersionMatch", match, "Exact or NotOlderThan");
        return new ListQuery(selection, request.Number("resourceVersion"), match);
    }
}
