namespace DuckBus.Plain;

/// <summary>What to run. The name alone is enough: it then runs the duck.</summary>
public sealed record PlainRequest
{
    /// <summary>The name, a DNS label.</summary>
    public string? Name { get; init; }

    /// <summary>The image; the duck unless given.</summary>
    public string? Image { get; init; }

    /// <summary>The program and its arguments, instead of the image's.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Environment variables, as name and value.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>The node to run on; chosen unless given.</summary>
    public string? Node { get; init; }
}
