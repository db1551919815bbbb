namespace DuckBus.Model.Schema;

/// <summary>
/// A field that DuckBus stores and does not act on. Whoever sets it is warned, so that nobody believes in a setting that
/// does nothing.
/// </summary>
/// <param name="instead">What happens instead, as the end of a sentence: <c>pods share the node's default</c>; null if nothing.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotActedOnAttribute(string? instead = null) : Attribute
{
    /// <summary>What happens instead, or null.</summary>
    public string? Instead { get; } = instead;

    /// <summary>The value that needs no warning, because it is what happens anyway; null if there is none.</summary>
    public string? Unless { get; init; }
}
