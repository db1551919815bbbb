using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Selectors;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>What a list or a watch asks for.</summary>
/// <param name="Selection">Which objects.</param>
/// <param name="Version">The resourceVersion: null unless given.</param>
/// <param name="VersionMatch">Exact, NotOlderThan, or null.</param>
internal sealed record ListQuery(Selection Selection, long? Version, string? VersionMatch)
{
    /// <summary>The one revision that will do, if the query names one.</summary>
    public long? ExactVersion => VersionMatch == "Exact" && Version is > 0 ? Version : null;

    /// <summary>Reads the options of a list.</summary>
    /// <exception cref="StatusException">400: one of them cannot be read; 422: they do not go together.</exception>
    public static ListQuery Of(ResourceTarget target, HttpRequest request)
    {
        ListRules.Demand(ListRules.List(
            request.Text("resourceVersion"), request.Text("resourceVersionMatch"), InitialEvents(request), request.Text("continue")));
        return Read(target, request);
    }

    /// <summary>Reads the options that lists and watches have in common.</summary>
    public static ListQuery Read(ResourceTarget target, HttpRequest request) => new(
        Selection.Of(target.Kind, request.Text("labelSelector"), request.Text("fieldSelector"), target.Name),
        request.Number("resourceVersion"), request.Text("resourceVersionMatch"));

    /// <summary>Whether the present state is wanted first; null if nothing is said.</summary>
    public static bool? InitialEvents(HttpRequest request) => request.Text("sendInitialEvents") is null ? null : request.Flag("sendInitialEvents");
}
