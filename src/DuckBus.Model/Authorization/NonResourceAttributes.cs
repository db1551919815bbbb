using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Authorization;

/// <summary>NonResourceAttributes says what would be done with which path.</summary>
public sealed record NonResourceAttributes : Extensible
{
    /// <summary>The URL path of the request.</summary>
    [Proto(1)]
    public string? Path { get; init; }

    /// <summary>The HTTP method in lower case.</summary>
    [Proto(2)]
    public string? Verb { get; init; }
}
