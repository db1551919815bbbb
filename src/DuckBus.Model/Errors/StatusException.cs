namespace DuckBus.Model.Errors;

/// <summary>A failure that the API tells the caller, on the server before it is written and in the client after it was read.</summary>
/// <param name="status">What is told.</param>
public sealed class StatusException(Status status) : Exception(status.Message)
{
    /// <summary>What is told.</summary>
    public Status Status { get; } = status;

    /// <summary>The HTTP status code.</summary>
    public int Code => Status.Code ?? 500;

    /// <summary>The object does not exist.</summary>
    public bool IsNotFound => Code == 404;

    /// <summary>The object changed since it was read.</summary>
    public bool IsConflict => Code == 409 && Status.Reason == "Conflict";

    /// <summary>An object of that name exists.</summary>
    public bool IsAlreadyExists => Code == 409 && Status.Reason == "AlreadyExists";
}
