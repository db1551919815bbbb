namespace DuckBus.Composition;

/// <summary>What became of a data directory.</summary>
/// <param name="Removed">Whether there was anything to remove.</param>
/// <param name="Kept">What was left, and why.</param>
internal sealed record DataCleaning(bool Removed, IReadOnlyList<string> Kept);
