using DuckBus.Model.Meta;

namespace DuckBus.Model.Errors;

/// <summary>The object that a <see cref="Status"/> is about, and its causes.</summary>
public sealed record StatusDetails : Extensible
{
    /// <summary>The name of the object.</summary>
    public string? Name { get; init; }

    /// <summary>The API group.</summary>
    public string? Group { get; init; }

    /// <summary>The plural resource name, or for Invalid the kind.</summary>
    public string? Kind { get; init; }

    /// <summary>The uid of the object, where one was acted on.</summary>
    public string? Uid { get; init; }

    /// <summary>One entry for each field that is wrong.</summary>
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    /// <summary>When to try again, in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }
}
