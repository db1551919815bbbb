namespace DuckBus.ApiServer.OpenApi;

/// <summary>A query parameter of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in OpenAPI.</param>
/// <param name="Description">What it does.</param>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    /// <summary>What every call takes.</summary>
    public static IReadOnlyList<QueryParameter> Common { get; } = [new("pretty", "string", "Accepted; answers are compact.")];

    /// <summary>What a GET of one object takes.</summary>
    public static IReadOnlyList<QueryParameter> Get { get; } =
        [.. Common, new("resourceVersion", "string", "The answer is at least as new as this version.")];

    /// <summary>What lists and watches take.</summary>
    public static IReadOnlyList<QueryParameter> List { get; } =
    [
        .. Common,
        new("allowWatchBookmarks", "boolean", "Whether a watch also tells how far it is when nothing changes."),
        new("continue", "string", "The token for the next page, from the page before."),
        new("fieldSelector", "string", "Restricts the objects by the values of their fields: metadata.name=web."),
        new("labelSelector", "string", "Restricts the objects by their labels: app=web,tier in (front,back)."),
        new("limit", "integer", "The most objects in one answer; the rest comes with continue."),
        new("resourceVersion", "string", "The version that a list is at, or that a watch begins after."),
        new("resourceVersionMatch", "string", "How resourceVersion is meant: Exact or NotOlderThan."),
        new("sendInitialEvents", "boolean", "Whether a watch begins with the objects that there are."),
        new("timeoutSeconds", "integer", "How long the call may take."),
        new("watch", "boolean", "Answers changes as they happen instead of a list."),
    ];

    /// <summary>What writes take.</summary>
    public static IReadOnlyList<QueryParameter> Write { get; } =
    [
        .. Common,
        new("dryRun", "string", "All: check the request and answer it, but do not store anything."),
        new("fieldManager", "string", "The name of who makes the change, for the record of who set which field."),
        new("fieldValidation", "string",
            "What happens to fields that are unknown or given twice. Ignore: nothing. Warn, the default: a warning each. Strict: the request is refused."),
    ];

    /// <summary>What patches take.</summary>
    public static IReadOnlyList<QueryParameter> Patch { get; } =
        [.. Write, new("force", "boolean", "Take fields that others own from them. Only for server-side apply.")];

    /// <summary>What deletions take.</summary>
    public static IReadOnlyList<QueryParameter> Delete { get; } =
    [
        .. Common,
        new("dryRun", "string", "All: check the request and answer it, but do not delete anything."),
        new("gracePeriodSeconds", "integer", "Seconds that the object has to end; 0 for at once."),
        new("orphanDependents", "boolean", "Deprecated: use propagationPolicy."),
        new("propagationPolicy", "string", "What happens to the objects that it owns: Orphan, Background or Foreground."),
    ];
}
