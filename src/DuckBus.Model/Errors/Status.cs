using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Errors;

/// <summary>Status is the API's answer to a call that returns no object: an error, or the outcome of a deletion.</summary>
public sealed record Status : Extensible
{
    /// <summary>Always <c>v1</c>.</summary>
    [JsonPropertyOrder(-30)]
    public string ApiVersion { get; init; } = "v1";

    /// <summary>Always <c>Status</c>.</summary>
    [JsonPropertyOrder(-20)]
    public string Kind { get; init; } = "Status";

    /// <summary>List metadata, empty.</summary>
    [JsonPropertyOrder(-10)]
    [Proto(1)]
    public ListMeta Metadata { get; init; } = new();

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    [JsonPropertyName("status")]
    [Proto(2), Values("Success", "Failure")]
    public string Outcome { get; init; } = "Failure";

    /// <summary>What happened, for people: what is wrong, where, and the way out.</summary>
    [Proto(3)]
    public string? Message { get; init; }

    /// <summary>What happened, for programs: <c>NotFound</c>, <c>Conflict</c>, <c>Invalid</c>, …</summary>
    [Proto(4)]
    public string? Reason { get; init; }

    /// <summary>The object concerned, and a cause for each field.</summary>
    [Proto(5)]
    public StatusDetails? Details { get; init; }

    /// <summary>The HTTP status code.</summary>
    [Proto(6)]
    public int? Code { get; init; }

    /// <summary>404: the object does not exist.</summary>
    public static Status NotFound(ResourceKind kind, string name) =>
        Failure(404, "NotFound", $"{kind.Id} \"{name}\" not found", For(kind, name));

    /// <summary>409: an object of that name exists.</summary>
    public static Status AlreadyExists(ResourceKind kind, string name) =>
        Failure(409, "AlreadyExists", $"{kind.Id} \"{name}\" already exists", For(kind, name));

    /// <summary>409: others own fields that are applied; one cause a field.</summary>
    public static Status ApplyConflict(string message, IReadOnlyList<StatusCause> causes) =>
        Failure(409, "Conflict", message, new StatusDetails { Causes = causes });

    /// <summary>409: the object changed since it was read.</summary>
    public static Status Conflict(ResourceKind kind, string name, string why) =>
        Failure(409, "Conflict", $"Operation cannot be fulfilled on {kind.Id} \"{name}\": {why}", For(kind, name));

    /// <summary>422: fields have values that the kind does not allow; one cause a field.</summary>
    public static Status Invalid(ResourceKind kind, string? name, IReadOnlyList<StatusCause> causes) =>
        Failure(422, "Invalid",
            $"{kind.Name}{(kind.Group.Length == 0 ? "" : "." + kind.Group)} \"{name}\" is invalid: {Sentence(causes)}",
            new StatusDetails { Name = name, Group = kind.Group.Length == 0 ? null : kind.Group, Kind = kind.Name, Causes = causes });

    /// <summary>422: a query option of a write has a value that it cannot have.</summary>
    /// <param name="options">The kind of the options: <c>CreateOptions</c>, <c>UpdateOptions</c> or <c>PatchOptions</c>.</param>
    /// <param name="causes">One for each option.</param>
    public static Status InvalidOptions(string options, params IReadOnlyList<StatusCause> causes) =>
        Failure(422, "Invalid", $"{options}.meta.k8s.io \"\" is invalid: {Sentence(causes)}",
            new StatusDetails { Group = "meta.k8s.io", Kind = options, Causes = causes });

    /// <summary>400: the request cannot be understood.</summary>
    public static Status BadRequest(string message) => Failure(400, "BadRequest", message);

    /// <summary>400: a field of the body cannot be read; the cause names it.</summary>
    public static Status BadRequest(string message, StatusCause cause) =>
        Failure(400, "BadRequest", message, new StatusDetails { Causes = [cause] });

    /// <summary>401: the credentials are no good.</summary>
    public static Status Unauthorized(string why) => Failure(401, "Unauthorized", $"Unauthorized: {why}");

    /// <summary>403: understood, and not allowed.</summary>
    public static Status Forbidden(ResourceKind kind, string? name, string why, StatusCause? cause = null) =>
        Failure(403, "Forbidden", $"{kind.Id} \"{name}\" is forbidden: {why}",
            For(kind, name ?? "") with { Causes = cause is null ? null : [cause] });

    /// <summary>404: no such path.</summary>
    public static Status NoSuchPath(string path) =>
        Failure(404, "NotFound", $"the server could not find the requested resource ({path})");

    /// <summary>405: the path exists, the method does not.</summary>
    public static Status MethodNotAllowed(string method, string path) =>
        Failure(405, "MethodNotAllowed", $"the server does not allow {method} on {path}");

    /// <summary>410: the revision asked for is no longer in the change log; list again.</summary>
    public static Status Expired(string message) => Failure(410, "Expired", message);

    /// <summary>413: the body is larger than the server takes.</summary>
    public static Status TooLarge(string message) => Failure(413, "RequestEntityTooLarge", message);

    /// <summary>415: the content type of the body is none that the server reads.</summary>
    public static Status UnsupportedMediaType(string message) => Failure(415, "UnsupportedMediaType", message);

    /// <summary>429: not now; try again.</summary>
    /// <param name="message">What is held back.</param>
    /// <param name="cause">By what.</param>
    /// <param name="retryAfterSeconds">When to try again; null if nobody can say.</param>
    public static Status TooManyRequests(string message, StatusCause cause, int? retryAfterSeconds = null) =>
        Failure(429, "TooManyRequests", message, new StatusDetails { Causes = [cause], RetryAfterSeconds = retryAfterSeconds });

    /// <summary>503: something that the server needs is down; try again.</summary>
    public static Status Unavailable(string message) =>
        Failure(503, "ServiceUnavailable", message, new StatusDetails { RetryAfterSeconds = 1 });

    /// <summary>504: the server did not finish in time; try again.</summary>
    public static Status Timeout(string message) => Failure(504, "Timeout", message, new StatusDetails { RetryAfterSeconds = 1 });

    /// <summary>500: a bug of the server.</summary>
    public static Status InternalError(string message) => Failure(500, "InternalError", $"Internal error occurred: {message}");

    /// <summary>200: done, for calls that return no object.</summary>
    public static Status Success(ResourceKind kind, string name, string? uid) =>
        new() { Outcome = "Success", Code = 200, Details = For(kind, name) with { Uid = uid } };

    private static Status Failure(int code, string reason, string message, StatusDetails? details = null) =>
        new() { Code = code, Reason = reason, Message = message, Details = details };

    private static StatusDetails For(ResourceKind kind, string name) =>
        new() { Name = name, Group = kind.Group.Length == 0 ? null : kind.Group, Kind = kind.Plural };

    private static string Sentence(IReadOnlyList<StatusCause> causes)
    {
        var texts = causes.Select(cause => $"{cause.Field}: {cause.Message}").ToList();
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }
}
