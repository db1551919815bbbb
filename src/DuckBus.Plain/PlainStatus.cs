using DuckBus.Model.Errors;

namespace DuckBus.Plain;

/// <summary>Refusals about containers that are no Kubernetes objects, in Kubernetes' form.</summary>
public static class PlainStatus
{
    /// <summary>404.</summary>
    public static Status NotFound(string name, string why) => Of(404, "NotFound", name, $"containers \"{name}\" not found: {why}");

    /// <summary>409.</summary>
    public static Status AlreadyExists(string name, string why) => Of(409, "AlreadyExists", name, $"containers \"{name}\" already exists: {why}");

    /// <summary>422, with one cause a field.</summary>
    public static Status Invalid(string? name, IReadOnlyList<StatusCause> causes)
    {
        var words = string.Join(", ", causes.Select(cause => $"{cause.Field}: {cause.Message}"));
        var status = Of(422, "Invalid", name, $"container \"{name}\" is invalid: {words}");
        return status with { Details = status.Details! with { Causes = causes } };
    }

    /// <summary>502: a node tried and failed; the message is its engine's own.</summary>
    public static Status NodeFailed(string name, string why) => Of(502, "NodeFailed", name, why);

    private static Status Of(int code, string reason, string? name, string message) => new()
    {
        Code = code,
        Reason = reason,
        Message = message,
        Details = new StatusDetails { Name = name, Kind = "containers" },
    };
}
