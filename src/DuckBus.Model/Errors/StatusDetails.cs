using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Errors;

/// <summary>The object that a <see cref="Status"/> is about, and its causes.</summary>
public sealed record StatusDetails : Extensible
{
    /// <summary>The name of the object.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>The API group.</summary>
    [Proto(2)]
    public string? Group { get; init; }

    /// <summary>The plural resource name, or for Invalid the kind.</summary>
    [Proto(3)]
    public string? Kind { get; init; }

    /// <summary>The uid of the object, where one was acted on.</summary>
    [Proto(6)]
    public string? Uid { get; init; }

    /// <summary>One entry for each field that is wrong.</summary>
    [Proto(4)]
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    /// <summary>When to try again, in seconds.</summary>
    [Proto(5)]
    public int? RetryAfterSeconds { get; init; }
}
