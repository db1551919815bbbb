using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Reads;

/// <summary>Which options of a list or a watch go together, as in Kubernetes. Pure.</summary>
internal static class ListRules
{
    private const string Match = "resourceVersionMatch";
    private const string Exact = "Exact";
    private const string NotOlderThan = "NotOlderThan";

    /// <summary>What is wrong with the options of a list.</summary>
    public static IEnumerable<StatusCause> List(string? version, string? match, bool? initialEvents, string? token)
    {
        if (match is not null)
        {
            if (version is null) yield return StatusCause.Forbidden(Match, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (token is not null) yield return WithContinue;
            if (match is not (Exact or NotOlderThan)) yield return StatusCause.NotSupported(Match, match, Exact, NotOlderThan, "");
            if (match == Exact && version == "0") yield return StatusCause.Forbidden(Match, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        if (initialEvents is not null) yield return StatusCause.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
    }

    /// <summary>What is wrong with the options of a watch.</summary>
    public static IEnumerable<StatusCause> Watch(string? match, bool? initialEvents, string? token)
    {
        if (initialEvents is not null && match != NotOlderThan)
            yield return StatusCause.Forbidden(Match, $"sendInitialEvents requires setting resourceVersionMatch to {NotOlderThan}");
        if (match is null) yield break;
        if (initialEvents is null) yield return StatusCause.Forbidden(Match, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        if (match != NotOlderThan) yield return StatusCause.NotSupported(Match, match, NotOlderThan);
        if (token is not null) yield return WithContinue;
    }

    /// <summary>422 with every cause, unless there is none.</summary>
    /// <exception cref="StatusException">There is one.</exception>
    public static void Demand(IEnumerable<StatusCause> causes)
    {
        var all = causes.ToList();
        if (all.Count == 0) return;
        var texts = all.Select(cause => $"{cause.Field}: {cause.Message}");
        throw new StatusException(new Status
        {
            Code = 422,
            Reason = "Invalid",
            Message = $"ListOptions.meta.k8s.io \"\" is invalid: {(all.Count == 1 ? texts.Single() : $"[{string.Join(", ", texts)}]")}",
            Details = new StatusDetails { Group = "meta.k8s.io", Kind = "ListOptions", Causes = all },
        });
    }

    private static StatusCause WithContinue => StatusCause.Forbidden(Match, "resourceVersionMatch is forbidden when continue is provided");
}
