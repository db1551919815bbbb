namespace DuckBus.Scenes.Story;

/// <summary>A time that was measured.</summary>
/// <param name="What">What took so long.</param>
/// <param name="Took">How long.</param>
/// <param name="Classic">What the classic polling design needs for it; null where nobody says.</param>
internal sealed record Measurement(string What, TimeSpan Took, TimeSpan? Classic);
